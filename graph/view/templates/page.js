"use strict";
/* The interface: search, list, legend, panel. Words of documents become text nodes, never markup. */
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const at = (id) => document.getElementById(id);
  const nodes = read("nodes");
  const edges = read("edges");
  const page = read("page");
  const kinds = new Map(page.kinds.map((kind) => [kind.name, kind]));
  const SHOWN = 200;
  const QUOTES = 2;
  const CROWD = 1500; // edges; above it the weak kinds start switched off, which the legend shows

  // Formatting characters (marks of direction, zero widths) and controls would steer what stands around them.
  const clean = (text) => text.replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === "\n" || c === "\t" ? c : ""));
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 2)}…` : text);

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  for (const node of nodes) {
    const card = node.card;
    for (const [name, value] of Object.entries(card)) if (typeof value === "string") card[name] = clean(value);
    const short = card.number || card.label;
    node.short = cut(short, 30);
    node.folded = ` ${fold([card.label, card.number, card.subject, card.issuer, card.date].filter(Boolean).join(" "))}`;
  }
  const beside = new Map(nodes.map((node) => [node.id, []]));
  for (const edge of edges) {
    beside.get(edge.from).push({ edge, other: edge.to, out: true });
    if (edge.to !== edge.from) beside.get(edge.to).push({ edge, other: edge.from, out: false });
  }
  const listed = [...nodes].sort((a, b) => (b.group === "read") - (a.group === "read")
    || beside.get(b.id).length - beside.get(a.id).length || a.id - b.id);

  const drawing = createDrawing(at("drawing"), {
    nodes, edges, options: read("options"), kinds: page.kinds, tiers: page.tiers, bands: page.bands,
    height: page.height, gap: page.gap,
  }, (id) => (id === null ? close() : open(id, false)));

  let selected = null;
  let active = -1;
  let hits = [];

  function search() {
    const words = fold(at("query").value).split(" ").filter(Boolean);
    const asked = words.join(" ");
    const found = listed.filter((node) => words.every((word) => node.folded.includes(` ${word}`)));
    const named = (node) => asked !== "" && fold(node.card.number || "") === asked;
    hits = [...found.filter(named), ...found.filter((node) => !named(node))]; // who types a number means that document
    active = -1;
    at("query").removeAttribute("aria-activedescendant");
    const shown = hits.slice(0, SHOWN);
    at("found").textContent = `${hits.length} văn bản` + (hits.length > SHOWN ? `, hiện ${SHOWN} văn bản đầu` : "");
    at("hits").replaceChildren(...shown.map(option));
    hits = shown;
  }

  function option(node) {
    const facts = [node.card.date, node.card.issuer, node.group === "read" ? "đã đọc" : null].filter(Boolean).join(" · ");
    const made = element("div", { role: "option", id: `hit-${node.id}`, "aria-selected": String(node.id === selected) },
      element("span", {}, node.card.label), element("small", {}, facts));
    made.addEventListener("click", () => open(node.id, true));
    return made;
  }

  function step(by) {
    if (!hits.length) return;
    if (active >= 0) at(`hit-${hits[active].id}`).classList.remove("active");
    active = Math.max(0, Math.min(hits.length - 1, active + by));
    const made = at(`hit-${hits[active].id}`);
    made.classList.add("active");
    made.scrollIntoView({ block: "nearest" });
    at("query").setAttribute("aria-activedescendant", made.id);
  }

  function typed(event) {
    if (event.isComposing) return; // Vietnamese input methods use these keys themselves
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Enter" && hits.length) { event.preventDefault(); open(hits[Math.max(active, 0)].id, true); }
  }

  function open(id, moved) {
    const opened = at("panel").hidden;
    selected = id;
    at("panel").replaceChildren(...content(nodes[id]));
    at("panel").hidden = false;
    at("panel").scrollTop = 0;
    mark();
    if (opened) drawing.resized();
    drawing.select(id);
    if (moved || opened) drawing.around(id);
    at("panel").querySelector("h2").focus();
  }

  function close() {
    if (selected === null) return;
    selected = null;
    at("panel").hidden = true;
    mark();
    drawing.resized();
    drawing.select(null);
    at("query").focus();
  }

  function mark() {
    for (const made of at("hits").children) made.setAttribute("aria-selected", String(made.id === `hit-${selected}`));
  }

  function content(node) {
    const card = node.card;
    const facts = [
      ["Loại", card.kind], ["Số", card.number], ["Ngày", card.date], ["Cơ quan", card.issuer],
      ["Cấp", page.tiers[card.tier]], ["Trích yếu", card.subject === card.label && card.label.length < 200 ? null : card.subject],
      ["Nguồn", card.source || "chỉ được viện dẫn, chưa đọc"], ["Mã", card.iri],
    ].filter(([, value]) => value);
    const shut = element("button", { type: "button", class: "close", "aria-label": "Đóng" }, "✕");
    shut.addEventListener("click", close);
    return [
      shut,
      element("h2", { tabindex: "-1" }, card.label),
      element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
      ...groups(node.id),
    ];
  }

  function groups(id) {
    const found = [];
    for (const kind of page.kinds) {
      for (const out of [true, false]) {
        const all = beside.get(id).filter((side) => side.edge.kind === kind.name && side.out === out && side.edge.drawn);
        if (all.length) found.push(group(`${out ? kind.label : kind.inverse} (${all.length})`, all));
      }
    }
    const refused = beside.get(id).filter((side) => !side.edge.drawn);
    if (refused.length) found.push(group(`nói nhưng không vẽ (${refused.length})`, refused, true));
    return found;
  }

  function group(title, sides, refused = false) {
    return element("section", {}, element("h3", {}, title), element("ul", {}, ...sides.map((side) => entry(side, refused))));
  }

  function entry({ edge, other, out }, refused) {
    const go = element("button", { type: "button", class: "go" }, nodes[other].card.label);
    go.addEventListener("click", () => open(other, true));
    const kind = kinds.get(edge.kind);
    const says = refused ? element("span", {}, `${out ? kind.label : kind.inverse} `) : null;
    const quotes = edge.quotes.map((i) => quote(page.quotes[i]));
    const more = quotes.slice(QUOTES).flat();
    return element("li", {}, says, go, ...quotes.slice(0, QUOTES).flat(),
      more.length ? element("details", {}, element("summary", {}, `${quotes.length - QUOTES} trích dẫn nữa`), ...more) : null);
  }

  function quote(told) {
    const place = told.start === null ? null : `ký tự ${told.start}–${told.end}`;
    const source = told.document === null || told.document === selected ? null : cut(nodes[told.document].card.label, 80);
    const cited = [source, told.file, place, told.exact ? null : `xác nhận: ${told.rule || ""}`].filter(Boolean).join(" · ");
    return [
      told.exact ? element("blockquote", {}, clean(told.exact)) : null,
      element("cite", {}, clean(cited)),
      told.warning ? element("p", { class: "warning" }, `⚠ ${clean(told.warning)}`) : null,
    ].filter(Boolean);
  }

  function legend() {
    for (const kind of page.kinds.filter((each) => each.count)) {
      const box = element("input", { type: "checkbox" });
      box.checked = !kind.hidden;
      const line = element("span", { "aria-hidden": "true" });
      line.style.borderColor = kind.color;
      line.style.borderStyle = kind.dashes ? "dashed" : "solid";
      line.style.borderTopWidth = `${Math.ceil(kind.width) + 1}px`;
      box.addEventListener("change", () => { kind.hidden = !box.checked; hide(); });
      at("legend").append(element("label", {}, box, line, kind.label, element("span", { class: "count" }, String(kind.count))));
    }
  }

  function hide() {
    drawing.hide(page.kinds.filter((each) => each.hidden).map((each) => each.name));
  }

  function summary() {
    const readOnes = nodes.filter((node) => node.group === "read").length;
    const drawn = edges.filter((edge) => edge.drawn).length;
    const folded = page.folded ? ` · ${page.folded} văn bản ít liên hệ nhất không vẽ` : "";
    at("summary").textContent = `${readOnes} văn bản đã đọc · ${nodes.length - readOnes} được viện dẫn · ${drawn} quan hệ${folded}`;
  }

  at("query").addEventListener("input", search);
  at("query").addEventListener("keydown", typed);
  at("whole").addEventListener("click", drawing.whole);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  if (edges.length > CROWD) for (const kind of page.kinds) kind.hidden = kind.name === "cites" || kind.name === "basedOn";
  summary();
  legend();
  hide();
  search();
  drawing.whole();
  drawing.once(() => { document.documentElement.dataset.ready = "yes"; });
})();
