"use strict";
/* Documents and things by their names, then every sentence: words in any order, without diacritics, each at the beginning of a word. */
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const at = (id) => document.getElementById(id);
  const FEW = 8;
  const SENTENCES = 300;
  const NEAR = 240; // characters around the rarest word in which the others must stand
  const page = read("page");
  const told = read("words");
  const kept = () => { try { return localStorage.getItem("policygraph-lang"); } catch { return null; } }; // no storage for some pages from the disk
  const languages = Object.keys(told);
  const words = createWords(told, languages.includes(kept()) ? kept() : page.lang, "search");
  const box = at("query");
  let things = null;
  let packs = [];
  let asked = "";
  let turn = 0;

  async function unpacked(node) {
    const bytes = Uint8Array.from(atob(node.textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  /* Letters without marks, one place for each of the text's but for the marks: blanks and signs stay. */
  const bare = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

  /* The places of the text under two places of its bare form. */
  function spanOf(text, from, to) {
    let place = 0;
    let start = -1;
    for (let i = 0; i < text.length;) {
      const letter = String.fromCodePoint(text.codePointAt(i));
      const size = bare(letter).length;
      if (start < 0 && size && place >= from) start = i;
      if (place >= to && size) return [start, i];
      place += size;
      i += letter.length;
    }
    return [start < 0 ? text.length : start, text.length];
  }

  /* Characters as Python counts them, which the addresses of sentences do. */
  const points = (text, until) => until - (text.slice(0, until).match(/[\ud800-\udbff][\udc00-\udfff]/g) || []).length;

  const initials = (text) => text.split(" ").map((word) => word[0]).join("");

  function named() {
    const terms = fold(asked).split(" ");
    const fits = (row) => {
      row.folded ??= ` ${fold(`${row[1]} ${row[2]}`)} `;
      row.short ??= /^(document|cited|agency|group)$/.test(row[0]) ? initials(fold(row[1])) : "";
      return terms.every((term) => row.folded.includes(` ${term}`) || (term.length > 1 && row.short.startsWith(term)));
    };
    const first = ` ${terms.join(" ")}`;
    return things.filter(fits).sort((a, b) => b.folded.startsWith(first) - a.folded.startsWith(first));
  }

  const escaped = (term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  /* Where the words stand near each other in one line: the phrase itself before the rest. */
  function sentences([number, text, folded]) {
    const terms = bare(asked).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!terms.length) return [];
    const between = "[^\\p{L}\\p{N}]{1,40}";
    const phrase = new RegExp(`(?<![\\p{L}\\p{N}])${terms.map(escaped).join(between)}`, "gu");
    const found = [];
    for (const hit of folded.matchAll(phrase)) {
      found.push({ number, text, from: hit.index, to: hit.index + hit[0].length, whole: true });
      if (found.length >= SENTENCES) return found;
    }
    if (terms.length < 2) return found;
    const longest = terms.reduce((a, b) => (b.length > a.length ? b : a));
    const others = terms.filter((term) => term !== longest).map((term) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(term)}`, "u"));
    let last = -NEAR;
    for (const hit of folded.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(longest)}`, "gu"))) {
      if (hit.index < last + NEAR || found.some((one) => Math.abs(one.from - hit.index) < NEAR)) continue;
      const left = Math.max(folded.lastIndexOf("\n", hit.index) + 1, hit.index - NEAR);
      const end = folded.indexOf("\n", hit.index);
      const line = folded.slice(left, Math.min(end < 0 ? folded.length : end, hit.index + NEAR));
      if (!others.every((term) => term.test(line))) continue;
      found.push({ number, text, from: hit.index, to: hit.index + hit[0].length, whole: false });
      last = hit.index;
      if (found.length >= SENTENCES) break;
    }
    return found;
  }

  function named_(row) {
    const kind = row[0] === "cited" ? `${words.node("document")} · ${told[words.lang].shared.cited}` : words.node(row[0]);
    return element("li", {}, element("a", { href: row[3] }, clean(row[1])), element("small", {}, kind));
  }

  function sentence({ number, text, from, to }) {
    const [label, about, href] = page.papers[number];
    const [start, end] = spanOf(text, from, to);
    const left = start <= 90 ? 0 : start - 90 + (text.slice(start - 90, start).search(/\s/) + 1); // whole words
    const right = end + 150 >= text.length ? text.length : end + Math.max(text.slice(end, end + 150).search(/\s\S*$/), 0);
    const words_ = (part) => clean(part).replace(/\s+/g, " ");
    return element("li", {},
      element("a", { href: `${href}#c=${points(text, start)}-${points(text, end)}` }, clean(label)), element("small", {}, clean(about)),
      element("q", {}, left ? "… " : "", words_(text.slice(left, start)), element("mark", {}, words_(text.slice(start, end))), words_(text.slice(end, right)), right < text.length ? " …" : ""));
  }

  function section(name, found, made, cut = false) {
    if (!found.length) return null;
    const list = element("ol", {}, found.slice(0, FEW).map(made));
    const count = `${words.number(found.length)}${cut ? "+" : ""}`;
    const more = element("button", { type: "button" }, words.t("more", { n: count }));
    more.addEventListener("click", () => { list.replaceChildren(...found.map(made)); more.remove(); list.querySelectorAll("a")[FEW].focus(); });
    return element("section", { "data-kind": name }, element("h2", {}, `${words.t(name)} (${count})`), list, found.length > FEW ? more : null);
  }

  async function search() {
    const mine = ++turn;
    asked = box.value.trim();
    history.replaceState(null, "", asked ? `#q=${encodeURIComponent(asked)}` : "#");
    if (!fold(asked)) {
      at("results").replaceChildren();
      at("told").textContent = words.t("about", { n: words.number(page.papers.length) });
      return done();
    }
    at("told").textContent = words.t("searching");
    things ??= await unpacked(at("things"));
    if (mine !== turn) return undefined;
    const rows = named();
    const papers = rows.filter((row) => row[0] === "document" || row[0] === "cited");
    const others = rows.filter((row) => row[0] !== "document" && row[0] !== "cited");
    const said = [];
    const shown = () => at("results").replaceChildren(...[section("documents", papers, named_), section("things", others, named_), section("sentences", said, sentence, said.length >= SENTENCES)].filter(Boolean));
    shown();
    const nodes = document.querySelectorAll("script[data-texts]");
    for (let i = 0; i < nodes.length && said.length < SENTENCES; i += 1) {
      packs[i] ??= (await unpacked(nodes[i])).map(([number, text]) => [number, text, bare(text)]);
      await new Promise((next) => { setTimeout(next); }); // what is typed meanwhile comes first
      if (mine !== turn) return undefined;
      for (const one of packs[i]) said.push(...sentences(one));
    }
    said.sort((a, b) => b.whole - a.whole || a.number - b.number || a.from - b.from).splice(SENTENCES);
    shown();
    at("told").textContent = words.t(rows.length || said.length ? "found" : "nothing", { things: words.number(rows.length), sentences: `${words.number(said.length)}${said.length >= SENTENCES ? "+" : ""}` });
    return done();
  }

  const done = () => { document.documentElement.dataset.searched = asked; };

  function speak(lang) {
    words.lang = lang;
    words.apply();
    const other = languages[(languages.indexOf(lang) + 1) % languages.length];
    at("language").textContent = words.language(other);
    at("language").setAttribute("lang", other);
    at("language").onclick = () => {
      try { localStorage.setItem("policygraph-lang", other); } catch { /* likewise */ }
      speak(other);
      search();
    };
  }

  let waiting = 0;
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  at("find").addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search(); });
  const follow = () => { const q = new URLSearchParams(location.hash.slice(1)).get("q") || ""; if (q !== asked || !q) { box.value = q; search(); } };
  addEventListener("hashchange", follow);
  speak(words.lang);
  follow();
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box) { event.preventDefault(); box.focus(); }
    const writes = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (writes && document.activeElement === document.body) box.focus(); // and the letter is the first in it
  });
  document.documentElement.dataset.ready = "yes";
})();
