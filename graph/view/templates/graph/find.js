"use strict";
/* The search: a box, and a list below it. Knows no diacritics, abbreviations by first letters, numbers first. */
function createFind(graph, words, { box, list, status, lookups, go }) {
  const SHOWN = 60;
  let hits = [];
  let active = -1;
  const folded = new Map();
  const away = new Map(); // of things whose parcel is not open, by id

  /* "Sở Công Thương" also as "sct", and "Nghị quyết" as "nq": the first letters of its first words. */
  const initials = (text) => { const all = text.split(" "); return all.length > 1 ? all.map((word) => word[0]).join("") : ""; };
  /* The first letters from each capital on: "hdnd" of "ý kiến của Hội đồng nhân dân". */
  function capitals(text) {
    const letters = initials(fold(text));
    const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
    return words.map((word, i) => (/^\p{Lu}/u.test(word) ? letters.slice(i, i + 9) : "")).filter((all) => all.length > 2).join(" ");
  }

  function entry(node) {
    if (!folded.has(node.id)) {
      const label = fold(node.label);
      const more = fold([node.number, node.title, ...(node.alt || []), node.kind === "document" ? graph.issuer(node) : "", graph.place(node), node.date].filter(Boolean).join(" "));
      const short = node.kind === "task" || node.kind === "measure" ? "" : [label, ...(node.alt || []).map(fold)].map(initials).join(" ");
      const inside = [node.label, node.title].filter(Boolean).map(capitals).join(" ");
      folded.set(node.id, { label: ` ${label}`, text: ` ${label} ${more} `, short: ` ${short}`, inside: ` ${inside}`, number: fold(node.number || "") });
    }
    return folded.get(node.id);
  }

  /* How well a node answers; 0 where it does not. A word stands for the beginning of a word, or what it abbreviates. */
  function score(node, asked, terms) {
    const { label, text, number, ...letters } = entry(node);
    let points = 0;
    if (number && number === asked) points += 100;
    for (const forms of terms) {
      const form = forms.find((each) => text.includes(` ${each}`));
      if (form === undefined && !abbreviated(letters, forms[0])) return 0;
      points += form !== undefined && label.includes(` ${form}`) ? 3 : 1;
    }
    const order = ["document", "agency", "group", "zone", "project", "place", "indicator", "task", "measure"];
    const size = Math.min(graph.edgesOf(node.id).length, 60) / 60;
    return points + (label.startsWith(` ${asked}`) ? 8 : 0) + (node.group === "document" ? 3 : 0) + (9 - order.indexOf(node.kind)) / 3 + size;
  }

  /* Two letters stand for the beginning of a name only: inside of texts they would stand for too much. */
  const abbreviated = ({ short, inside }, word) => (word.length > 1 && short.includes(` ${word}`)) || (word.length > 2 && inside.includes(` ${word}`));

  const terms = (asked) => asked.split(" ").map((word) => [word, ...(lookups[word] || [])]);

  async function search() {
    const asked = fold(box.value);
    active = -1;
    box.removeAttribute("aria-activedescendant");
    if (!asked) return close();
    const sought = terms(asked);
    const ranked = graph.nodes().map((node) => ({ node, points: score(node, asked, sought) })).filter((hit) => hit.points > 0);
    const names = graph.isWhole() ? [] : await graph.folded();
    if (fold(box.value) !== asked) return undefined; // typed on meanwhile
    const known = new Set(ranked.map((hit) => hit.node.id));
    for (const [id, parcel, kind, label] of names) {
      if (known.has(id) || graph.node(id)) continue;
      if (!away.has(id)) away.set(id, { text: ` ${fold(label)} `, short: "", inside: ` ${capitals(label)}` });
      const { text, ...letters } = away.get(id);
      if (sought.every((forms) => forms.some((form) => text.includes(` ${form}`)) || abbreviated(letters, forms[0]))) ranked.push({ node: { id, in: parcel, kind, group: kind, label: clean(label), away: true }, points: 1 });
    }
    ranked.sort((a, b) => b.points - a.points || a.node.id - b.node.id);
    hits = ranked.slice(0, SHOWN).map((hit) => hit.node);
    status.textContent = words.t(ranked.length > SHOWN ? "find.many" : "find.found", { n: words.number(ranked.length), shown: SHOWN });
    list.replaceChildren(...hits.map(option));
    show(true);
    return undefined;
  }

  function option(node, i) {
    const place = node.away ? "" : graph.place(node);
    const kind = node.kind === "document" ? `${words.node(node.kind)} ${words.status(node)}` : words.node(node.kind);
    const facts = [kind, node.date, node.kind === "document" ? graph.issuer(node) : "", place].filter(Boolean).join(" · ");
    const look = node.group === "cited" ? graph.page.cited : graph.page.kinds.find((each) => each.name === node.kind);
    return element("div", { role: "option", id: `hit-${i}`, "aria-selected": "false", onclick: () => choose(i) },
      swatch(look, 5), element("span", {}, node.label), element("small", {}, facts));
  }

  async function choose(i) {
    const hit = hits[i];
    if (!hit) return;
    if (hit.away) await graph.load([hit.in]);
    box.value = "";
    close();
    go(hit.id);
  }

  function step(by) {
    if (!hits.length) return;
    if (active >= 0) list.children[active].setAttribute("aria-selected", "false");
    active = Math.max(0, Math.min(hits.length - 1, active + by));
    const made = list.children[active];
    made.setAttribute("aria-selected", "true");
    made.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", made.id);
  }

  function show(open) {
    list.parentElement.hidden = !open;
  }

  function close() {
    hits = [];
    list.replaceChildren();
    status.textContent = "";
    show(false);
  }

  box.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Vietnamese input methods use these keys themselves
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Enter") { event.preventDefault(); choose(Math.max(active, 0)); }
    if (event.key === "Escape" && !list.parentElement.hidden) { event.stopPropagation(); box.value = ""; close(); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest("#find")) close(); });
  return { again: () => { folded.clear(); if (box.value) search(); } };
}
