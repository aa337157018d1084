"use strict";
/* What is shown: kinds of nodes and edges (the legend is the filter), one document, one place, a period. */
function createFilters(graph, words, places, changed) {
  const { page } = graph;
  const between = new Set(page.between);
  const CROWD = 1200; // edges; above it the weak kinds start switched off, which the legend shows
  const FEW = 300; // zones, projects, goals: so many are shown from the start
  const heavy = page.lines.filter((line) => between.has(line.name)).reduce((sum, line) => sum + line.count, 0) > CROWD;
  const start = {
    kinds: page.kinds.filter((kind) => kind.name === "task" || kind.name === "measure" || kind.name === "place"
      || (page.folded.includes(kind.name) && kind.count > FEW)).map((kind) => kind.name),
    lines: heavy ? ["cites", "basedOn"] : [],
  };
  const state = { kinds: new Set(start.kinds), lines: new Set(start.lines), document: null, place: null, from: "", to: "" };

  /* The nodes that a chosen document states something of: itself, what it holds, what its edges touch. */
  function stated() {
    if (state.document === null) return null;
    const own = new Set([state.document, ...graph.heldBy(state.document).map((node) => node.id)]);
    const all = new Set(own);
    for (const id of own) for (const edge of graph.edgesOf(id)) if (edge.from === id || own.has(edge.to)) { all.add(edge.from); all.add(edge.to); }
    return all;
  }
  let within = null;

  const years = () => [state.from, state.to].some(Boolean);

  function node(each) {
    if (!allows.there(each)) return false;
    if (within && !within.has(each.id)) return false;
    if (state.place !== null && each.place !== state.place) return false;
    if (years() && each.kind !== "agency" && each.kind !== "group" && each.kind !== "place") {
      const dated = each.kind === "document" ? each : graph.node(each.home) || each;
      const year = (dated.date || "").slice(0, 4);
      if (!year || (state.from && year < state.from) || (state.to && year > state.to)) return false;
    }
    return true;
  }

  const allows = {
    kind: (each) => !state.kinds.has(each.kind),
    line: (kind) => !state.lines.has(kind),
    node,
    narrow: () => within !== null || state.place !== null || years(),
    /* In a neighbourhood everything is in sight but what the reader switched off by hand. */
    near: (each) => !(state.kinds.has(each.kind) && !start.kinds.includes(each.kind)) && node(each),
  };

  function box(name, set, label, mark, count) {
    const input = element("input", { type: "checkbox", "data-kind": name });
    input.checked = !set.has(name);
    input.addEventListener("change", () => { if (input.checked) set.delete(name); else set.add(name); changed(); });
    return element("label", {}, input, mark, element("span", { class: "name" }, label), element("span", { class: "count" }, count));
  }

  function legend() {
    const counts = shownCounts();
    const told = (kind) => { const n = counts.get(kind.name); return n === undefined || n === kind.count ? words.number(kind.count) : `${words.number(n)}/${words.number(kind.count)}`; };
    places.kinds.replaceChildren(...page.kinds.filter((kind) => kind.count).map((kind) =>
      box(kind.name, state.kinds, words.node(kind.name), kind.name === "document" ? element("span", { class: "two" }, swatch(kind, 5), swatch(page.cited, 5)) : swatch(kind, 5), told(kind))));
    const lines = (chosen) => page.lines.filter((line) => line.count && between.has(line.name) === chosen).map((line) =>
      box(line.name, state.lines, words.edge(line.name, true), stroke(line), words.number(line.count)));
    places.lines.replaceChildren(...lines(true));
    places.ties.replaceChildren(...lines(false));
    places.ties.closest("details").hidden = !lines(false).length;
  }

  /* How many of each kind pass the other filters; known for what is loaded, in a large graph not for the folded kinds. */
  function shownCounts() {
    if (!allows.narrow() && !allows.past()) return new Map();
    const counts = new Map(page.kinds.filter((kind) => graph.isWhole() || !page.folded.includes(kind.name)).map((kind) => [kind.name, 0]));
    for (const each of graph.nodes()) if (counts.has(each.kind) && node(each)) counts.set(each.kind, counts.get(each.kind) + 1);
    return counts;
  }

  function choices() {
    const read = graph.nodes().filter((each) => each.kind === "document" && each.group === "document").sort((a, b) => a.label.localeCompare(b.label, "vi"));
    const any = (text) => element("option", { value: "" }, text);
    places.document.replaceChildren(any(words.t("filter.all")), ...read.map((each) => element("option", { value: each.id }, cut([each.label, graph.place(each)].filter(Boolean).join(", "), 90))));
    places.document.value = state.document === null ? "" : String(state.document);
    const count = new Map();
    for (const each of graph.nodes()) if (each.place !== undefined) count.set(each.place, (count.get(each.place) || 0) + 1);
    const named = [...count].map(([id, n]) => [graph.node(id), n]).sort((a, b) => a[0].label.localeCompare(b[0].label, "vi"));
    places.place.replaceChildren(any(words.t("filter.all")), ...named.map(([each, n]) => element("option", { value: each.id }, `${each.label} (${words.number(n)})`)));
    places.place.value = state.place === null ? "" : String(state.place);
    const per = new Map();
    for (const each of graph.nodes()) if (each.kind === "document" && each.date) per.set(each.date.slice(0, 4), (per.get(each.date.slice(0, 4)) || 0) + 1);
    for (const at of ["from", "to"]) {
      places[at].replaceChildren(any("…"), ...[...per].sort().map(([year, n]) => element("option", { value: year }, `${year} (${words.number(n)})`)));
      places[at].value = state[at];
    }
  }

  function choose(name, value) {
    state[name] = value;
    narrowed();
  }

  async function narrowed() {
    if (state.document !== null) await graph.open(graph.node(state.document));
    within = stated();
    changed();
  }

  places.document.addEventListener("change", () => choose("document", places.document.value === "" ? null : Number(places.document.value)));
  places.place.addEventListener("change", () => choose("place", places.place.value === "" ? null : Number(places.place.value)));
  for (const at of ["from", "to"]) places[at].addEventListener("change", () => choose(at, places[at].value));
  places.reset.addEventListener("click", () => {
    Object.assign(state, { kinds: new Set(start.kinds), lines: new Set(start.lines), document: null, place: null, from: "", to: "" });
    narrowed();
  });

  return {
    allows,
    refresh() {
      within = stated();
      places.reset.hidden = this.told().length === 0;
      legend();
      choices();
    },
    /* The filters as parts of an address; only what differs from the start. */
    told() {
      const same = (set, list) => set.size === list.length && list.every((name) => set.has(name));
      const iri = (id) => graph.node(id).iri;
      return [
        same(state.kinds, start.kinds) ? null : ["hide", [...state.kinds].join(",")],
        same(state.lines, start.lines) ? null : ["hide-edges", [...state.lines].join(",")],
        state.document === null ? null : ["document", iri(state.document)],
        state.place === null ? null : ["place", iri(state.place)],
        state.from ? ["from", state.from] : null,
        state.to ? ["to", state.to] : null,
      ].filter(Boolean);
    },
    async set(asked) {
      const list = (name, usual, known) => (asked.has(name) ? asked.get(name).split(",").filter((each) => known.some((one) => one.name === each)) : usual);
      const id = (name) => { const found = asked.get(name) && graph.find(asked.get(name)); return found ? found.id : null; };
      const year = (name) => (/^\d{4}$/.test(asked.get(name) || "") ? asked.get(name) : "");
      Object.assign(state, {
        kinds: new Set(list("hide", start.kinds, page.kinds)), lines: new Set(list("hide-edges", start.lines, page.lines)),
        document: id("document"), place: id("place"), from: year("from"), to: year("to"),
      });
      if (state.document !== null) await graph.open(graph.node(state.document));
      within = stated();
    },
  };
}
