"use strict";
/* The page: brings search, filters, views and panel together. Everything shown follows from the address. */
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const at = (id) => document.getElementById(id);
  const VIEWS = ["overview", "near", "chain", "agency"];
  const page = read("page");
  const told = read("words");
  const words = createWords(told, document.documentElement.lang);
  const graph = createGraph(read("nodes"), read("edges"), page);
  const looks = {
    options: read("options"), lines: page.lines,
    // Seen from afar agencies have the name of their place, and what is folded stands in the ring of its document.
    crowded: (node, focus) => page.folded.includes(node.kind) || (focus === null && node.kind !== "document"),
    byGroup: { ...Object.fromEntries(page.kinds.map((kind) => [kind.name, kind])), cited: page.cited },
  };
  const state = { view: "overview", node: null, steps: 1, table: false, agency: null, missing: "" };
  let rows = { columns: [], rows: [] };
  let shown = ""; // the view, node and filters that are drawn

  const share = createShare(graph);
  const filters = createFilters(graph, words, {
    kinds: at("kinds"), lines: at("lines"), ties: at("ties"), document: at("by-document"), place: at("by-place"), from: at("from"), to: at("to"), reset: at("reset"),
  }, filtered);
  const time = createTime(graph, words, { bar: at("time"), slider: at("day"), told: at("day-told"), all: at("day-all") }, filtered);
  const narrowing = () => [...filters.told(), ...time.told()];
  Object.assign(filters.allows, { there: time.there, ended: time.ended, past: time.past });
  const scenes = createScenes(graph, words, filters.allows);
  const drawing = createDrawing(at("drawing"), looks, (id, twice) => {
    if (id !== null) go(id, twice ? "near" : undefined);
    else if (state.view === "overview" && state.node !== null) location.hash = here({ node: null });
  });
  const here = (change = {}) => share.address({
    node: state.node, view: state.view === "overview" ? null : state.view, steps: state.steps === 1 ? null : state.steps,
    table: state.table ? "yes" : null, lang: words.lang === page.lang ? null : words.lang, filters: narrowing(), ...change,
  });
  const address = (change) => here({ view: state.view, ...change });
  const chain = createChain(graph, words, filters.allows, address);
  const agency = createAgency(graph, words, filters.allows, address);
  const panel = createPanel(graph, words, at("panel"), { go, close, address });
  const table = createTable(graph, words, { link: (node, text) => element("a", { href: address({ node: node.id }), "data-node": node.id }, text) });
  const find = createFind(graph, words, { box: at("query"), list: at("hits"), status: at("found"), lookups: page.lookups, go: (id) => { go(id); focusName(); } });
  chain.onUnfold(() => render(true));

  function go(id, view) {
    const next = here({ node: id, view: (view || state.view) === "overview" ? null : view || state.view });
    if (location.hash === next) render();
    else location.hash = next;
  }

  function close() {
    location.hash = here({ node: null });
    at("query").focus();
  }

  const focusName = () => { at("panel").dataset.focus = "yes"; };

  function filtered() {
    history.replaceState(null, "", here() || "#");
    render();
  }

  /* The language chosen last, on any of the pages. */
  function kept() {
    try { return localStorage.getItem("policygraph-lang"); } catch { return null; } // a page from the disk may have no storage
  }

  function speak(lang) {
    words.lang = lang;
    try { localStorage.setItem("policygraph-lang", lang); } catch { /* likewise */ }
    history.replaceState(null, "", here() || "#");
    render();
  }

  async function follow() {
    const asked = share.asked();
    words.lang = [asked.get("lang"), kept(), page.lang].find((each) => words.languages.includes(each));
    const name = asked.get("node");
    const node = name ? graph.find(name) || (await away(name)) : null;
    state.missing = node ? "" : cut(clean(name || ""), 120);
    state.node = node ? node.id : null;
    state.view = VIEWS.includes(asked.get("view")) ? asked.get("view") : "overview";
    state.steps = asked.get("steps") === "2" ? 2 : 1;
    state.table = asked.get("table") === "yes";
    time.set(asked);
    await filters.set(asked);
    await render();
  }

  /* A thing that is folded away in a large graph. */
  async function away(name) {
    const iri = name.startsWith(page.id) ? name.slice(page.id.length) : name;
    const found = (await graph.folded()).find((each) => each[4] === iri) || null;
    if (found) await graph.load([found[1]]);
    else if (page.eager) await graph.whole();
    return graph.find(name);
  }

  async function render(again = false) {
    const node = state.node === null ? null : graph.node(state.node);
    if (node) await graph.open(node);
    if (node && state.node !== node.id) return; // went on meanwhile
    words.apply();
    at("missing").hidden = !state.missing;
    at("missing").textContent = state.missing ? words.t("missing", { name: state.missing }) : "";
    frame(node);
    const key = [state.view, state.node, state.steps, words.lang, narrowing().join()].join("|");
    const moved = shown.split("|").slice(0, 2).join() !== key.split("|").slice(0, 2).join();
    shown = key;
    if (state.view === "chain") await drawChain(node);
    else if (state.view === "agency") await drawAgency(node);
    else drawScene(node, moved && !again);
    filters.refresh();
    time.refresh();
    if (state.table) await showTable();
    summary();
  }

  function frame(node) {
    const opened = at("panel").hidden === Boolean(node);
    at("panel").hidden = !node;
    document.body.classList.toggle("with-panel", Boolean(node));
    if (node) panel.show(node);
    else at("panel").replaceChildren();
    if (node && at("panel").dataset.focus) at("name").focus();
    delete at("panel").dataset.focus;
    for (const view of VIEWS) {
      const tab = at(`view-${view}`);
      tab.setAttribute("href", here({ view: view === "overview" ? null : view }));
      if (view === state.view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    at("filters").hidden = state.view === "chain" || state.view === "agency";
    at("choices").hidden = !at("filters").hidden;
    const canvas = state.view === "overview" || state.view === "near";
    at("drawing").hidden = !canvas || state.table;
    at("sheet").hidden = canvas || state.table;
    at("table").hidden = !state.table;
    at("zoom").hidden = !canvas || state.table;
    at("steps").hidden = state.view !== "near";
    at("steps").setAttribute("aria-pressed", String(state.steps === 2));
    at("as-table").setAttribute("aria-pressed", String(state.table));
    at("language").textContent = words.language(other());
    at("language").setAttribute("lang", other());
    if (opened) drawing.resized();
    find.again();
  }

  const other = () => words.languages[(words.languages.indexOf(words.lang) + 1) % words.languages.length];

  function drawScene(node, moved) {
    const near = state.view === "near" && node;
    at("hint").hidden = state.view !== "near" || Boolean(node);
    at("hint").textContent = words.t("near.choose");
    const scene = near ? scenes.near(node.id, state.steps, at("drawing")) : scenes.overview(state.node);
    drawing.show(scene);
    drawing.name(words.t(near ? "near.label" : "overview.label", { name: node ? node.label : "" }));
    if (near) drawing.fit(null, 1.1);
    else if (moved) drawing.fit(focusOf(scene));
    rows = () => (near ? table.steps(edgesOf(scene)) : table.things(scene.nodes.filter((each) => !each.faint).map((each) => graph.node(each.id))));
    state.edges = near ? edgesOf(scene) : [];
    at("said").textContent = near && scene.folded ? words.t("near.folded", { n: words.number(scene.folded) }) : "";
  }

  /* In the overview an open node comes into sight with what it is tied to. */
  function focusOf(scene) {
    if (state.node === null) return null;
    const ids = new Set([state.node]);
    for (const edge of scene.edges) if (edge.strong) { ids.add(edge.from); ids.add(edge.to); }
    for (const held of graph.heldBy(state.node)) ids.add(held.id);
    return ids;
  }

  function edgesOf(scene) {
    const ends = new Set(scene.edges.map((edge) => `${edge.from} ${edge.kind} ${edge.to}`));
    const found = new Set(scene.nodes.flatMap((node) => graph.edgesOf(node.id)).filter((edge) => ends.has(`${edge.from} ${edge.kind} ${edge.to}`)));
    return [...found];
  }

  async function drawChain(node) {
    const document_ = node && (node.kind === "document" ? node : node.home === undefined ? null : graph.node(node.home));
    const sheet = at("sheet");
    const found = chain.draw(document_ && document_.kind === "document" ? document_.id : null, (sheet.clientWidth || 926) - 26, sheet.clientHeight || 600);
    const folded = found.folded ? words.t("chain.folded", { n: words.number(found.folded) }) : "";
    sheet.replaceChildren(...[
      element("p", { class: "lead" }, found.svg ? `${found.example ? `${words.t("chain.choose")} ` : ""}${words.t("chain.reads")}` : words.t(found.alone ? "chain.none" : "chain.nothing"), folded ? ` ${folded}` : ""),
      found.svg,
    ].filter(Boolean));
    choices(words.t("chain.most"), chain.choices().map(([each, n]) => [each, words.t("chain.below", { n })]));
    state.edges = [...found.edges, ...(found.beside || [])];
    rows = () => table.steps(state.edges);
    at("said").textContent = folded;
    const chosen = sheet.querySelector("[aria-current]");
    if (chosen) { // within the sheet alone: the page itself stays where it is
      const [box, seen] = [chosen.getBoundingClientRect(), sheet.getBoundingClientRect()];
      if (box.right > seen.right) sheet.scrollLeft += box.right - seen.right + 20;
      if (box.bottom > seen.bottom) sheet.scrollTop += box.bottom - seen.bottom + 20;
    }
  }

  /* What else this view can show, beside it. */
  function choices(title, list) {
    at("choices-name").textContent = title;
    at("choices").querySelector("ol").replaceChildren(...list.map(([each, about]) => element("li", {},
      element("a", { href: address({ node: each.id }), "data-node": each.id, "aria-current": each.id === state.node ? "true" : null }, cut(each.label, 110)), element("small", {}, about))));
  }

  async function drawAgency(node) {
    const sheet = at("sheet");
    const isBody = (each) => each && (each.kind === "agency" || each.kind === "group");
    const last = state.agency === null ? null : graph.node(state.agency);
    const leads = node && !isBody(node) && graph.edgesOf(node.id).find((edge) => edge.kind === "leads" && edge.to === node.id);
    const body = isBody(node) ? node : leads ? (last && graph.edgesOf(node.id).some((edge) => edge.from === last.id) ? last : graph.node(leads.from)) : null;
    state.agency = body ? body.id : null;
    if (body) await graph.open(body);
    const found = agency.draw(body ? body.id : null, (sheet.clientWidth || 926) - 26);
    sheet.replaceChildren(...[
      body ? element("h2", {}, body.label) : null,
      element("p", { class: "lead" }, words.t(!body ? "agency.choose" : found.svg ? "agency.reads" : "agency.none")),
      found.svg,
    ].filter(Boolean));
    choices(words.t("agency.most"), agency.busiest().map((each) => [each, words.t("agency.counts", { led: each.work[0], helped: each.work[1] })]));
    state.edges = found.rows.map((task) => task.edge);
    rows = () => (body ? table.work(found.rows) : table.things(graph.nodes().filter((each) => each.work)));
    at("said").textContent = "";
  }

  async function showTable() {
    await graph.load(state.edges.map((edge) => edge.in));
    table.show(at("table"), rows(), words.t(`views.${state.view}`));
  }

  function summary() {
    const count = (kind) => page.kinds.find((each) => each.name === kind).count;
    const readOnes = page.read;
    const folded = page.kinds.filter((kind) => page.folded.includes(kind.name) && kind.count && !filters.allows.kind({ kind: kind.name })).map((kind) => `${words.number(kind.count)} ${words.node(kind.name)}`);
    at("summary").textContent = [
      words.t("summary", { read: words.number(readOnes), cited: words.number(count("document") - readOnes), agencies: words.number(count("agency") + count("group")) }),
      state.view === "overview" && folded.length ? words.t("folded", { what: folded.join(", ") }) : "",
      state.view === "overview" && page.left ? words.t("left", { n: words.number(page.left) }) : "",
    ].filter(Boolean).join(" · ");
  }

  /* The current view as one SVG: what the canvas shows, or the sheet's own drawing. */
  function picture() {
    const own = at("sheet").querySelector("svg.chain, svg.agency");
    if (state.view === "chain" || state.view === "agency") return own && own.cloneNode(true);
    const { scene, box } = drawing.snapshot();
    const made = sceneSvg(scene, box, looks, words.t(`views.${state.view}`));
    made.setAttribute("data-pixels", at("drawing").clientWidth);
    return made;
  }

  async function download(kind) {
    const name = ["policygraph", state.view, state.node === null ? "" : fold(graph.node(state.node).short).replace(/ /g, "-").slice(0, 40)].filter(Boolean).join("-");
    if (kind === "csv") {
      await graph.load(state.edges.map((edge) => edge.in));
      share.save(`${name}.csv`, new Blob([table.csv(rows())], { type: "text/csv;charset=utf-8" }));
      return;
    }
    const svg = picture();
    if (!svg) return;
    if (kind === "svg") share.save(`${name}.svg`, new Blob([share.text(svg)], { type: "image/svg+xml" }));
    else share.save(`${name}.png`, await share.png(svg));
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      at("said").textContent = words.t("share.copied");
    } catch {
      at("said").textContent = location.href; // where a browser allows no copying from the disk
    }
  }

  /* Links inside the page open at once and keep the view; a link with its own view has it in the address. */
  function clicked(event) {
    const link = event.target.closest("a[data-node]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (state.table) state.table = state.view === "table";
    const asked = new URLSearchParams(link.getAttribute("href").slice(1)).get("view");
    focusName();
    go(Number(link.dataset.node), asked || undefined);
  }

  for (const part of ["sheet", "table", "choices"]) at(part).addEventListener("click", clicked);
  goesOn([at("sheet"), at("table"), at("choices")]);
  at("language").addEventListener("click", () => speak(other()));
  at("back").addEventListener("click", () => history.back());
  at("whole").addEventListener("click", () => drawing.fit(null));
  at("closer").addEventListener("click", () => drawing.zoom(1.35));
  at("farther").addEventListener("click", () => drawing.zoom(1 / 1.35));
  at("steps").addEventListener("click", () => { location.hash = here({ steps: state.steps === 2 ? null : 2 }); });
  at("as-table").addEventListener("click", () => { location.hash = here({ table: state.table ? null : "yes" }); });
  for (const kind of ["png", "svg", "csv"]) at(`save-${kind}`).addEventListener("click", () => download(kind));
  at("copy").addEventListener("click", copy);
  at("print").addEventListener("click", () => print());
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => { const svg = picture(); at("printed").replaceChildren(...(svg ? [svg] : [])); });
  window.addEventListener("resize", () => { drawing.resized(); if (state.view === "chain" || state.view === "agency") render(true); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.node !== null) close();
    if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) { event.preventDefault(); at("query").focus(); }
  });
  if (matchMedia("(max-width: 820px)").matches) at("filters").open = false;

  (async () => {
    await follow();
    if (at("drawing").hidden) document.documentElement.dataset.ready = "yes";
    else drawing.once(() => { document.documentElement.dataset.ready = "yes"; });
    if (page.eager) {
      await graph.whole();
      if (filters.allows.narrow() || state.view !== "overview" || state.node !== null) await follow();
      else await render(true);
    }
    document.documentElement.dataset.loaded = "yes";
  })();
})();
