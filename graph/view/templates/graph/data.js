"use strict";
/* The graph: documents and agencies at once, parcels (what belongs to them, facts, quotations) when they are opened. */
function createGraph(nodes, edges, page) {
  const known = new Map();
  const byIri = new Map();
  const beside = new Map(); // edges of each node
  const held = new Map(); // what belongs to each document
  const facts = new Map();
  const named = new Map();
  const all = [];
  const opened = new Map();
  const parcels = document.querySelectorAll("script[data-parcel]").length;

  function add(node) {
    for (const [name, value] of Object.entries(node)) if (typeof value === "string") node[name] = clean(value);
    if (node.alt) node.alt = node.alt.map(clean);
    node.kind = node.group === "cited" ? "document" : node.group;
    node.short = node.number || node.label;
    known.set(node.id, node);
    byIri.set(node.iri, node);
    beside.set(node.id, []);
    if (node.home !== undefined) {
      if (!held.has(node.home)) held.set(node.home, []);
      held.get(node.home).push(node);
    }
  }

  function join(edge) {
    edge.drawn = !edge.refused;
    all.push(edge);
    for (const end of new Set([edge.from, edge.to])) if (beside.has(end)) beside.get(end).push(edge);
  }

  function take(number, parcel) {
    parcel.nodes.forEach(add);
    parcel.quotes = parcel.quotes.map(([exact, document, start, end, rule, warning]) => ({
      exact: exact && clean(exact), document, start, end, rule: rule && clean(rule), warning: warning && clean(warning),
    }));
    for (const [from, to, kind, drawn, quotes] of parcel.edges) {
      join({ from, to, kind: page.lines[kind].name, refused: !drawn, in: number, quotes: quotes.map((i) => parcel.quotes[i]) });
    }
    for (const [id, told] of Object.entries(parcel.facts)) facts.set(Number(id), told);
    for (const [id, told] of Object.entries(parcel.named)) named.set(Number(id), told.map((i) => parcel.quotes[i]));
    for (const [id, told] of Object.entries(parcel.quoted)) core[id].quotes = told.map((i) => parcel.quotes[i]);
  }

  async function unpacked(id) {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  function load(number) {
    if (!opened.has(number)) opened.set(number, unpacked(`parcel-${number}`).then((parcel) => { take(number, parcel); }));
    return opened.get(number);
  }

  const loadAll = (numbers) => Promise.all([...new Set(numbers)].map(load));
  const core = edges;
  nodes.forEach(add);
  edges.forEach(join);
  const count = page.eager ? parcels : parcels - 1; // of a large graph the last is the list of all that is folded

  return {
    page,
    nodes: () => [...known.values()],
    node: (id) => known.get(id),
    find: (name) => byIri.get(name.startsWith(page.id) ? name.slice(page.id.length) : name),
    edges: () => all,
    edgesOf: (id) => beside.get(id) || [],
    heldBy: (id) => held.get(id) || [],
    facts: (id) => facts.get(id) || {},
    named: (id) => named.get(id) || [],
    place: (node) => (node.place === undefined ? "" : known.get(node.place).label),
    issuer: (node) => {
      const edge = (beside.get(node.id) || []).find((each) => each.kind === "issuedBy" && each.from === node.id);
      return edge ? known.get(edge.to).label : "";
    },
    /* Everything about a node: its own parcel and those whose edges touch it. */
    open: (node) => loadAll([node.in, ...(node.reach || [])]),
    load: loadAll,
    whole: () => loadAll(Array.from({ length: count }, (_, i) => i)),
    isWhole: () => opened.size >= count,
    /* Names of what is folded in a large graph: [id, parcel, kind, label]. */
    folded: page.eager ? () => Promise.resolve([]) : () => (page.names ||= unpacked(`parcel-${count}`)),
  };
}
