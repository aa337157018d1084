"use strict";
/* Everything about one node: names, facts, edges in and out by kind, each with the words it rests on. */
function createPanel(graph, words, at, { go, close, address }) {
  const QUOTES = 2; // shown of one edge, the others behind a fold
  const EDGES = 25; // shown of one kind, then more on demand
  const FACTS = ["number", "date", "issuer", "tier", "jurisdiction", "title", "period", "signed", "goal", "ordinal", "part", "text", "product", "timing", "start", "due", "recurrence", "confidence", "source", "alt"];

  function value(node, name) {
    const told = graph.facts(node.id);
    const joined = (...parts) => parts.filter(Boolean).join(" ") || null;
    switch (name) {
      case "number": return node.number;
      case "date": return node.kind === "document" ? node.date || words.t("undated") : null;
      case "issuer": return node.kind === "document" ? graph.issuer(node) : null;
      case "tier": return node.tier || node.kind === "document" ? words.tier(node.tier) : null;
      case "title": return node.title && node.title !== node.label ? node.title : null;
      case "period": return told.periodStart || told.periodEnd ? `${told.periodStart || "…"}–${told.periodEnd || "…"}` : null;
      case "signed": return told.signedBy ? [told.signedBy, told.signedAs].flat().filter(Boolean).join(", ") : null;
      case "goal": return told.value ? joined(told.comparator, `${told.value}${told.valueMax ? `–${told.valueMax}` : ""}`, told.unit, told.targetYear ? `(${told.targetYear})` : "") : null;
      case "recurrence": return told.recurrence ? sortName(told.recurrence) : null;
      case "confidence": return told.confidence ? `⚠ ${words.number(Number(told.confidence))}` : null; // only of what was read with doubt
      case "source": return node.kind !== "document" ? null : node.source || words.t("panel.not-read");
      case "alt": return told.alt ? [told.alt].flat().slice(0, 8).join(" · ") : null;
      default: return told[name] ? [told[name]].flat().join(" · ") : null;
    }
  }

  const sortName = (name) => graph.page.sorts[name]?.[words.lang] || name;

  function show(node) {
    const facts = FACTS.map((name) => [words.t(`facts.${name}`), value(node, name)]).filter(([, told]) => told);
    const home = node.home === undefined ? null : graph.node(node.home);
    at.replaceChildren(...[
      element("button", { type: "button", class: "close", "aria-label": words.t("panel.close"), onclick: close }, "✕"),
      element("p", { class: "kind" }, swatch(node.group === "cited" ? graph.page.cited : graph.page.kinds.find((kind) => kind.name === node.kind), 5),
        sortName(node.sort), node.kind === "document" ? ` · ${words.status(node)}` : "", home ? [" · ", link(home)] : null),
      element("h2", { tabindex: "-1", id: "name" }, node.label),
      views(node),
      element("dl", {}, ...facts.flatMap(([name, told]) => [element("dt", {}, name), element("dd", {}, clean(told))])),
      named(node),
      ...groups(node),
      element("p", { class: "iri" }, graph.page.id + node.iri),
    ].filter(Boolean));
    at.scrollTop = 0;
  }

  function views(node) {
    const offers = [["near", true], ["chain", node.kind === "document"], ["agency", node.kind === "agency" || node.kind === "group"]];
    const made = offers.filter(([, fits]) => fits).map(([view]) => element("a", { class: "view", href: address({ node: node.id, view }) }, words.t(`views.${view}`)));
    if (node.page) made.push(element("a", { class: "view read", href: path(node.page) }, words.t("panel.read")));
    return element("p", { class: "views" }, ...made);
  }

  const path = (page) => page.split("/").map(encodeURIComponent).join("/");

  function link(node) {
    return element("a", { class: "go", href: address({ node: node.id }), "data-node": node.id, onclick: (event) => { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); go(node.id); } } }, node.kind === "document" && node.number ? cut(node.label, 200) : node.label);
  }

  function named(node) {
    const quotes = graph.named(node.id).map((told) => quote(told, node)).flat();
    if (!quotes.length) return null;
    return element("section", {}, element("h3", {}, words.t("panel.words")), ...fold_(quotes, graph.named(node.id).length));
  }

  function fold_(made, count) {
    const shown = made.slice(0, QUOTES);
    const rest = made.slice(QUOTES);
    return rest.length ? [...shown, element("details", {}, element("summary", {}, words.t("panel.quotes", { n: count - QUOTES })), ...rest)] : shown;
  }

  function groups(node) {
    const found = new Map();
    for (const edge of graph.edgesOf(node.id)) {
      const forward = edge.from === node.id;
      const key = edge.drawn ? `${edge.kind} ${forward}` : "refused";
      if (!found.has(key)) found.set(key, { kind: edge.kind, forward, refused: !edge.drawn, edges: [] });
      found.get(key).edges.push(edge);
    }
    const order = graph.page.lines.map((line) => line.name);
    const sorted = [...found.values()].sort((a, b) => a.refused - b.refused || order.indexOf(a.kind) - order.indexOf(b.kind) || b.forward - a.forward);
    return sorted.map((group) => section(node, group));
  }

  function section(node, group) {
    const name = group.refused ? words.t("panel.refused") : words.edge(group.kind, group.forward);
    const line = graph.page.lines.find((each) => each.name === group.kind);
    const list = element("ul", {});
    const made = element("details", { class: "edges", open: group.edges.length <= EDGES || group.refused, "data-kind": group.kind },
      element("summary", {}, element("h3", {}, stroke(line), ` ${name} (${words.number(group.edges.length)})`)), list);
    const fill = async (from) => {
      const part = group.edges.slice(from, from + EDGES);
      await graph.load(part.map((edge) => edge.in));
      list.querySelector(":scope > .more")?.remove();
      list.append(...part.map((edge) => entry(node, edge, group.refused)));
      if (from + EDGES < group.edges.length) list.append(element("li", { class: "more" }, element("button", { type: "button", onclick: () => fill(from + EDGES) }, words.t("panel.more", { n: group.edges.length - from - EDGES }))));
    };
    if (made.open) fill(0);
    else made.addEventListener("toggle", () => { if (!list.children.length) fill(0); }, { once: true });
    return made;
  }

  function entry(node, edge, refused) {
    const other = graph.node(edge.from === node.id ? edge.to : edge.from);
    const says = refused ? element("span", {}, `${words.edge(edge.kind, edge.from === node.id)} `) : null;
    const told = [other.kind === "document" ? null : null, graph.facts(other.id).timing, graph.facts(other.id).part].filter(Boolean);
    const quotes = (edge.quotes || []);
    return element("li", {}, says, link(other), other.kind === "task" && told.length ? element("small", {}, told.map((each) => cut(String(each), 120)).join(" · ")) : null,
      ...fold_(quotes.map((each) => quote(each, node)), quotes.length));
  }

  /* One quotation: the words, where they stand, and the way to them. */
  function quote(told, node) {
    const document = told.document === null || told.document === undefined ? null : graph.node(told.document);
    const place = told.start === null ? null : words.t("panel.characters", { start: words.number(told.start), end: words.number(told.end) });
    const source = document && document.id !== node.id ? cut(document.label, 80) : null;
    const file = document && document.file;
    const cited = [source, file, place, told.exact ? null : words.t("panel.curated", { who: told.rule || "" })].filter(Boolean).join(" · ");
    const way = document && document.page && told.start !== null ? element("a", { class: "sentence", href: `${path(document.page)}#c=${told.start}-${told.end}` }, words.t("panel.sentence")) : null;
    return element("div", { class: "quote" },
      told.exact ? element("blockquote", { lang: "vi" }, told.exact) : null,
      element("cite", {}, cited, way ? [" · ", way] : null),
      told.warning ? element("p", { class: "warning" }, `⚠ ${told.warning}`) : null);
  }

  return { show };
}
