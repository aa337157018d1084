"use strict";
/* The chain of a document: tiers as columns from left to right, boxes as links, on one screen. */
function createChain(graph, words, allows, address) {
  const HANGING = new Set(["implements", "appendixOf"]);
  const BESIDE = new Set(["replaces", "amends", "repeals", "approves", "promulgates", "guides"]);
  const SMALL = 16; // documents: so many are drawn where none is chosen, otherwise the greatest chain alone
  const TALL = 58;
  const unfolded = new Set();

  /* Everything above and below, by steps of carrying out; without a document every chain of the graph. */
  function members(id) {
    const up = (node) => graph.edgesOf(node).filter((edge) => edge.drawn && HANGING.has(edge.kind) && edge.from === node && isDocument(edge.to)).map((edge) => edge.to);
    const down = (node) => graph.edgesOf(node).filter((edge) => edge.drawn && HANGING.has(edge.kind) && edge.to === node && isDocument(edge.from)).map((edge) => edge.from);
    if (id !== null) return new Set([...reached(id, up), ...reached(id, down)]);
    return new Set(graph.edges().filter((edge) => edge.drawn && HANGING.has(edge.kind) && isDocument(edge.from) && isDocument(edge.to)).flatMap((edge) => [edge.from, edge.to]));
  }

  const isDocument = (id) => graph.node(id) && graph.node(id).kind === "document" && allows.there(graph.node(id));

  /* Pairs [what is carried out, what carries it out, edge], each once; a step against the order of the columns too. */
  function steps(ids) {
    const found = new Map();
    for (const id of ids) {
      for (const edge of graph.edgesOf(id)) {
        if (edge.drawn && edge.from === id && ids.has(edge.to) && HANGING.has(edge.kind)) found.set(`${edge.to} ${edge.from}`, [edge.to, edge.from, edge]);
      }
    }
    return [...found.values()];
  }

  /* Leaves of one parent in one column, when there are too many to read, behind one box that opens. */
  function folded(ids, pairs, column, most) {
    const parents = new Map();
    const isParent = new Set(pairs.map(([from]) => from));
    for (const [from, to] of pairs) parents.set(to, [...(parents.get(to) || []), from]);
    const groups = new Map();
    for (const id of ids) {
      if (isParent.has(id)) continue;
      const key = `${column.get(id)}:${(parents.get(id) || []).sort((a, b) => a - b).join(",")}`;
      groups.set(key, [...(groups.get(key) || []), id]);
    }
    const size = new Map();
    for (const id of ids) size.set(column.get(id), (size.get(column.get(id)) || 0) + 1);
    const hidden = new Map();
    for (const [key, group] of groups) {
      const at = column.get(group[0]);
      if (size.get(at) <= most || group.length < 3 || unfolded.has(key)) continue;
      const keep = Math.max(1, group.length - (size.get(at) - most) - 1);
      const ordered = [...group].sort((a, b) => (graph.node(a).group === "cited") - (graph.node(b).group === "cited") || a - b);
      hidden.set(key, ordered.slice(keep));
      size.set(at, size.get(at) - (group.length - keep) + 1);
    }
    return hidden;
  }

  function draw(focus, width, height) {
    const ids = members(focus);
    if (focus === null && ids.size > SMALL) return { ...draw(greatest(), width, height), example: true };
    if (ids.size < 2) return { svg: null, edges: [], alone: focus !== null };
    const pairs = steps(ids);
    const byAge = [...ids].sort(byTime);
    const { column, heads } = columned(byAge, (id) => graph.node(id).tier, pairs);
    const rows = Math.max(4, Math.floor((height - 60) / (TALL + 14)));
    const hidden = folded(ids, pairs, column, rows);
    const standIn = new Map([...hidden].flatMap(([key, group]) => group.map((id) => [id, key])));
    for (const [key, group] of hidden) column.set(key, column.get(group[0]));
    const boxes = [...byAge.filter((id) => !standIn.has(id)), ...hidden.keys()];
    const seen = new Map();
    for (const [from, to, edge] of pairs) {
      const ends = [standIn.get(from) ?? from, standIn.get(to) ?? to];
      const turned = column.get(from) > column.get(to) ? [...ends].reverse() : ends;
      if (ends[0] !== ends[1]) seen.set(turned.join(" "), { ends: turned, edge, turned: turned[0] !== ends[0] });
    }
    const drawnEdges = [...seen.values()];
    const order = layered(boxes, (id) => column.get(id), heads.length, drawnEdges.map(({ ends }) => ends));
    const tall = (id) => (String(id).startsWith("dummy") ? 6 : hidden.has(id) ? 30 : TALL);
    const y = levelled(order, tall, 14);
    return { ...picture({ focus, order, y, heads, hidden, drawnEdges, width }), ids, edges: pairs.map(([, , edge]) => edge), beside: beside(ids) };
  }

  const byTime = (a, b) => (graph.node(a).date || "9").localeCompare(graph.node(b).date || "9") || a - b;

  const beside = (ids) => [...ids].flatMap((id) => graph.edgesOf(id).filter((edge) => edge.from === id && edge.drawn && BESIDE.has(edge.kind) && isDocument(edge.to)));

  /* Documents that most others carry out. */
  function choices() {
    const ids = members(null);
    const below = (id) => graph.edgesOf(id).filter((edge) => edge.drawn && edge.to === id && HANGING.has(edge.kind) && isDocument(edge.from)).length;
    return [...ids].map((id) => [graph.node(id), below(id)]).filter(([, n]) => n).sort((a, b) => b[1] - a[1] || a[0].id - b[0].id).slice(0, 40);
  }

  const greatest = () => choices().slice(0, 12).map(([node]) => [node.id, members(node.id).size]).sort((a, b) => b[1] - a[1])[0][0];

  function picture({ focus, order, y, heads, hidden, drawnEdges, width }) {
    const count = heads.length;
    const GAP = Math.max(22, Math.min(64, (width - count * 150) / count));
    const wide = Math.max(106, Math.min(230, (width - 24 - GAP * (count - 1)) / count));
    const total = wide * count + GAP * (count - 1) + 24;
    const left = (i) => 12 + i * (wide + GAP);
    const bottom = Math.max(...[...y].map(([id, at]) => at + (hidden.has(id) ? 15 : TALL / 2)));
    const HEAD = 44;
    const svg = drawn("svg", {
      xmlns: "http://www.w3.org/2000/svg", class: "chain", viewBox: `0 0 ${total.toFixed(0)} ${(bottom + HEAD + 16).toFixed(0)}`,
      width: total.toFixed(0), height: (bottom + HEAD + 16).toFixed(0), role: "group", "aria-label": words.t("chain.label"),
      "font-family": '"Noto Sans","Segoe UI",system-ui,sans-serif', "font-size": 12,
    });
    heads.forEach((tier, i) => {
      if (i % 2 === 0) svg.append(drawn("rect", { x: left(i) - GAP / 2, y: 0, width: wide + GAP, height: bottom + HEAD + 16, fill: "#f4f7fa" }));
      if (i === 0 || heads[i - 1] !== tier) svg.append(drawn("text", { x: left(i), y: 24, "font-weight": 600, "font-size": 13, fill: "#1c2733" }, words.tier(tier)));
    });
    const levels = new Map();
    order.layers.forEach((layer, i) => layer.forEach((id) => levels.set(id, i)));
    order.routes.forEach((route, i) => svg.append(line(route, drawnEdges[i], { left, wide, levels, y, HEAD, focus })));
    for (const [i, layer] of order.layers.entries()) {
      for (const id of layer) {
        if (String(id).startsWith("dummy")) continue;
        svg.append(hidden.has(id) ? more(id, hidden.get(id), left(i), y.get(id) + HEAD, wide) : box(graph.node(id), left(i), y.get(id) + HEAD, wide, id === focus));
      }
    }
    return { svg, folded: [...hidden.values()].flat().length };
  }

  function line(route, { edge, turned }, { left, wide, levels, y, HEAD, focus }) {
    const points = route.map((id) => [levels.get(id), y.get(id) + HEAD]);
    let d = `M${(left(points[0][0]) + wide).toFixed(1)} ${points[0][1].toFixed(1)}`;
    for (let i = 1; i < points.length; i += 1) {
      const [x0, x1] = [left(points[i - 1][0]) + wide, left(points[i][0])];
      const half = (x1 - x0) / 2;
      d += `C${(x0 + half).toFixed(1)} ${points[i - 1][1].toFixed(1)} ${(x1 - half).toFixed(1)} ${points[i][1].toFixed(1)} ${x1.toFixed(1)} ${points[i][1].toFixed(1)}`;
      if (i < points.length - 1) d += `H${(x1 + wide).toFixed(1)}`;
    }
    const look = graph.page.lines.find((each) => each.name === edge.kind);
    const touched = focus !== null && (route[0] === focus || route[route.length - 1] === focus);
    const [x, at] = turned ? [left(points[0][0]) + wide, points[0][1]] : [left(points[points.length - 1][0]), points[points.length - 1][1]];
    return [
      drawn("path", { d, fill: "none", stroke: look.color, "stroke-width": touched ? 2.6 : 1.5, "stroke-dasharray": look.dashed ? "6 4" : null, opacity: touched ? 1 : 0.6 }),
      drawn("path", { d: turned ? `M${x} ${at}l7 -4v8Z` : `M${x} ${at}l-7 -4v8Z`, fill: look.color, opacity: touched ? 1 : 0.75 }),
    ].reduce((group, part) => { group.append(part); return group; }, drawn("g", {}));
  }

  function box(node, x, y, wide, chosen) {
    const read = node.group === "document";
    const ended = allows.ended(node.id);
    const room = wide - 18;
    const full = node.number && `${graph.page.sorts[node.sort]?.[words.lang] || node.sort} ${node.number}`;
    const number = node.number && (widthOf(full, BOLD) <= room ? full : node.number);
    const name = number ? rowsOf(number, room, 1, BOLD) : rowsOf(node.label, room, 2, BOLD);
    const about = number ? rowsOf(node.title || "", room, 1, PLAIN) : [];
    const facts = ended ? words.t("time.ended", { day: ended }) : [node.tier ? null : words.tier(0), node.date && node.date.slice(0, 4), graph.place(node) !== "" && node.tier > 4 ? graph.place(node) : graph.issuer(node)].filter(Boolean).join(" · ");
    const link = drawn("a", { href: address({ node: node.id, view: "chain" }), class: "box", "data-node": node.id, "aria-current": chosen ? "true" : null },
      drawn("title", {}, `${node.label}\n${words.status(node)}${ended ? `\n${words.t("time.ended", { day: ended })}` : ""}`),
      drawn("rect", { x, y: y - TALL / 2, width: wide, height: TALL, rx: 6, fill: chosen ? "#fff3d6" : ended ? "#eceff2" : read ? "#dce9f7" : "#ffffff", stroke: chosen ? "#b86a00" : read ? "#1b4f8a" : "#8397ab", "stroke-width": chosen ? 2.5 : read ? 1.6 : 1.2, "stroke-dasharray": read ? null : "5 3" }));
    let at = y - TALL / 2 + 17;
    for (const row of name) { link.append(drawn("text", { x: x + 9, y: at, "font-weight": 600, fill: "#13202e", "text-decoration": ended ? "line-through" : null }, row)); at += 15; }
    for (const row of about) { link.append(drawn("text", { x: x + 9, y: at, "font-size": 11.5, fill: "#1c2733" }, row)); at += 15; }
    link.append(drawn("text", { x: x + 9, y: y + TALL / 2 - 8, "font-size": 11, fill: "#3f4f60" }, rowsOf(facts, room, 1, SMALL_PRINT)[0] || ""));
    return link;
  }

  const FACE = '"Noto Sans","Segoe UI",system-ui,sans-serif';
  const [BOLD, PLAIN, SMALL_PRINT] = [`600 12px ${FACE}`, `11.5px ${FACE}`, `11px ${FACE}`];
  const ruler = document.createElement("canvas").getContext("2d");
  function widthOf(text, font) {
    ruler.font = font;
    return ruler.measureText(text).width;
  }

  /* At most so many rows of words that fit into the width; what is left out is shown by an ellipsis. */
  function rowsOf(text, room, most, font) {
    const rows = [];
    let row = "";
    const all = text.split(/\s+/).filter(Boolean);
    for (const [i, word] of all.entries()) {
      const longer = `${row} ${word}`.trim();
      if (widthOf(longer, font) <= room) row = longer;
      else if (rows.length + 1 === most || !row) return [...rows, shortened(row ? [row, ...all.slice(i)].join(" ") : all.slice(i).join(" "), room, font)];
      else { rows.push(row); row = word; }
    }
    return row ? [...rows, widthOf(row, font) <= room ? row : shortened(row, room, font)] : rows;
  }

  function shortened(text, room, font) {
    let length = Math.min(text.length, Math.ceil(room / 3));
    while (length > 1 && widthOf(`${text.slice(0, length).trimEnd()}…`, font) > room) length -= 1;
    return `${text.slice(0, length).trimEnd()}…`;
  }

  function more(key, group, x, y, wide) {
    const open = (event) => {
      event.preventDefault();
      unfolded.add(key);
      redraw();
    };
    return drawn("a", { href: "#", class: "box", role: "button", onclick: open, onkeydown: (event) => { if (event.key === " ") open(event); } },
      drawn("rect", { x, y: y - 15, width: wide, height: 30, rx: 15, fill: "#ffffff", stroke: "#55708f", "stroke-width": 1.2 }),
      drawn("text", { x: x + wide / 2, y: y + 4, "text-anchor": "middle", fill: "#0b4a8f", "font-weight": 600 }, words.t("chain.more", { n: group.length })));
  }

  let redraw = () => {};
  return { draw, choices, onUnfold(call) { redraw = call; } };
}
