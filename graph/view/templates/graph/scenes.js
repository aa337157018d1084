"use strict";
/* What is to be drawn: the overview with lanes, and the neighbourhood of one node. A scene is plain data:
   nodes { id, x, y, group, faint }, edges { from, to, kind, faint, strong }, boxes behind, texts, names by weight. */
function createScenes(graph, words, allows) {
  const { page } = graph;
  const between = new Set(page.between);
  const SECOND = 90; // nodes of the second step at most
  const LINE = 24; // units between two names
  const ACROSS = 18; // dots of a group beside each other, where not all find room for their names

  const weight = (node) => (node.group === "document" ? 1000 : 0) + (node.kind === "document" ? 100 : 0) + graph.edgesOf(node.id).length;

  function around(id) {
    const found = new Set([id, ...graph.heldBy(id).map((node) => node.id)]);
    for (const edge of graph.edgesOf(id)) if (edge.drawn && allows.line(edge.kind)) { found.add(edge.from); found.add(edge.to); }
    return found;
  }

  function overview(focus) {
    const near = focus === null ? null : around(focus);
    const opened = new Set(near || []);
    const placed = graph.nodes().filter((node) => node.x !== undefined && allows.there(node));
    const passing = placed.filter((node) => (allows.kind(node) || opened.has(node.id)) && node.kind !== "place");
    const fit = new Map(passing.map((node) => [node.id, allows.node(node)]));
    const context = new Set();
    if (allows.narrow()) { // what a document that passes is tied to stays in sight, faintly
      for (const edge of graph.edges()) {
        if (edge.drawn && between.has(edge.kind) && allows.line(edge.kind)) {
          if (fit.get(edge.from)) context.add(edge.to);
          if (fit.get(edge.to)) context.add(edge.from);
        }
      }
    }
    const nodes = passing.filter((node) => fit.get(node.id) || context.has(node.id) || opened.has(node.id)).map((node) => ({
      id: node.id, x: node.x, y: node.y, group: node.group,
      faint: near ? !near.has(node.id) : !fit.get(node.id), ended: allows.ended(node.id),
    }));
    const shown = new Set(nodes.map((node) => node.id));
    const edges = [];
    for (const edge of graph.edges()) {
      if (!edge.drawn || !shown.has(edge.from) || !shown.has(edge.to) || !allows.line(edge.kind)) continue;
      const strong = focus !== null && (edge.from === focus || edge.to === focus);
      if (!strong && !between.has(edge.kind)) continue;
      if (!strong && !(allows.node(graph.node(edge.from)) || allows.node(graph.node(edge.to)))) continue;
      edges.push({ from: edge.from, to: edge.to, kind: edge.kind, strong, faint: focus !== null && !strong });
    }
    return { kind: "overview", focus, nodes, edges, ...backdrop(shown), names: named(nodes, near), order: weight };
  }

  /* Lanes and their names, years, groups of agencies, a ring around each document that holds something. */
  function backdrop(shown) {
    const { lanes, bins, groups } = page.picture;
    const boxes = lanes.map(([, left, top, right, bottom], i) => ({ left: left - 20, top: top - 8, right: right + 20, bottom: bottom + 8, fill: i % 2 ? "#f1f5f9" : "#f7f9fb" }));
    const rings = graph.nodes().filter((node) => node.radius && shown.has(node.id)).map((node) => ({ x: node.x, y: node.y, radius: node.radius + 5 }));
    const bodies = groups.filter(([, left, top, right, bottom]) => [...shown].some((id) => {
      const node = graph.node(id);
      return node.x > left && node.x < right && node.y > top && node.y < bottom;
    }));
    for (const [, left, top, right, bottom] of bodies) boxes.push({ left, top, right, bottom, round: (right - left) / 2, fill: "#fdf3ea" });
    return {
      boxes, rings, texts: [],
      lanes: lanes.map(([name, , top, , bottom]) => ({ name: words.tier(name), top: top - 8, bottom: bottom + 8 })),
      bins: bins.map(([name, left, , right]) => ({ name: name || words.t("undated"), left, right })),
      groups: bodies.map(([name, left, , right, bottom]) => ({ name: name || words.t("central"), x: (left + right) / 2, y: bottom })),
    };
  }

  function named(nodes, near) {
    const chosen = near ? nodes.filter((node) => near.has(node.id)) : nodes.filter((node) => !node.faint);
    return chosen.map((node) => graph.node(node.id)).filter((node) => near || !page.folded.includes(node.kind))
      .sort((a, b) => weight(b) - weight(a) || a.id - b.id);
  }

  // Outgoing edges that lead upwards, to what a thing rests on; their other ends stand on the left.
  const RIGHTWARDS = new Set(["assigns", "leads", "coordinates", "targets", "containsMeasure"]);
  const side = (edge, id) => (RIGHTWARDS.has(edge.kind) === (edge.from === id) ? 1 : -1);

  /* A node with its neighbours in columns: what it rests on to the left, what rests on it to the right. */
  function near(id, steps, { clientHeight: height, clientWidth: width }) {
    const narrow = width < 600; // on a phone the columns stand closer, and names are shorter and larger
    const there = (end) => end === id || (graph.node(end) && allows.there(graph.node(end)));
    const passes = (edge) => edge.drawn && allows.line(edge.kind) && there(edge.from) && there(edge.to);
    const groups = new Map();
    const column = new Map([[id, 0]]);
    for (const edge of graph.edgesOf(id).filter(passes)) {
      const other = graph.node(edge.from === id ? edge.to : edge.from);
      if (!allows.near(other) || column.has(other.id)) continue;
      const key = `${edge.kind} ${edge.from === id}`;
      column.set(other.id, side(edge, id));
      if (!groups.has(key)) groups.set(key, { kind: edge.kind, forward: edge.from === id, side: side(edge, id), nodes: [] });
      groups.get(key).nodes.push(other);
    }
    const scene = { kind: "near", focus: id, nodes: [], edges: [], boxes: [], rings: [], lanes: [], bins: [], groups: [], texts: [], names: [], folded: 0 };
    const put = (node, x, y, name) => {
      scene.nodes.push({ id: node.id, x, y, group: node.group, ended: allows.ended(node.id) });
      if (name) scene.texts.push({ id: node.id, x: x + name.dx, y: y + name.dy, anchor: name.anchor, text: cut(node.kind === "document" || node.kind === "agency" ? node.short : node.label, narrow ? 18 : steps > 1 ? 26 : 36), size: narrow ? 15 : 13 });
    };
    put(graph.node(id), 0, 0, null);
    const own = graph.node(id);
    broken(own.kind === "document" || own.kind === "agency" ? own.short : own.label, narrow ? 9 : 26, 2).forEach((text, i) => {
      scene.texts.push({ id, x: 0, y: (narrow ? 28 : 26) + i * 16, anchor: "middle", text, bold: true, size: narrow ? 14 : 13 });
    });
    const order = page.lines.map((line) => line.name);
    for (const way of [-1, 1]) {
      const mine = [...groups.values()].filter((group) => group.side === way).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
      stack(mine, way, put, scene, height, narrow);
    }
    if (steps > 1) second(column, passes, put, scene);
    const shown = new Set(scene.nodes.map((node) => node.id));
    const seen = new Set();
    for (const node of shown) {
      for (const edge of graph.edgesOf(node)) {
        if (!passes(edge) || seen.has(edge) || !shown.has(edge.from) || !shown.has(edge.to)) continue;
        seen.add(edge);
        const strong = edge.from === id || edge.to === id;
        if (strong || steps > 1) scene.edges.push({ from: edge.from, to: edge.to, kind: edge.kind, strong, arrow: true });
      }
    }
    return scene;
  }

  /* A name in lines of at most so many letters, so that it stays between the columns; what finds no room is told by "…". */
  function broken(name, most, rows) {
    const lines = [""];
    for (const part of name.split(/(?<=[\s/-])/)) {
      if (lines.at(-1) && (lines.at(-1) + part.trimEnd()).length > most) lines.push("");
      lines[lines.length - 1] += part;
    }
    const kept = lines.slice(0, rows).map((line) => cut(line.trim(), most));
    return lines.length > rows ? [...kept.slice(0, -1), `${kept.at(-1).replace(/…$/, "")}…`] : kept;
  }

  /* How many of each group are named, so that all together are about as high as the picture. */
  function shares(groups, height) {
    const share = groups.map((group) => Math.min(group.nodes.length, 3));
    let room = Math.floor((height * 1.15 - groups.length * 76) / LINE) - share.reduce((a, b) => a + b, 0);
    for (let i = 0; room > 0 && share.some((n, at) => n < groups[at].nodes.length); i = (i + 1) % groups.length) {
      if (share[i] < groups[i].nodes.length) { share[i] += 1; room -= 1; }
    }
    return share;
  }

  function stack(groups, way, put, scene, height, narrow) {
    const x = way * (narrow ? 58 : 150);
    const share = shares(groups, height);
    const dots = (i) => Math.ceil((groups[i].nodes.length - share[i]) / ACROSS);
    const tall = groups.map((group, i) => 26 + share[i] * LINE + dots(i) * 16 + 18);
    let y = -tall.reduce((a, b) => a + b, 0) / 2;
    groups.forEach((group, g) => {
      scene.texts.push({ x: x - way * 8, y: y + 10, anchor: way < 0 ? "end" : "start", text: `${words.edge(group.kind, group.forward)} (${group.nodes.length})`, bold: true, color: "#49596b", size: narrow ? 14 : 13 });
      group.nodes.forEach((node, i) => {
        if (i < share[g]) return put(node, x, y + 34 + i * LINE, { dx: way * 14, dy: 4, anchor: way < 0 ? "end" : "start" });
        const [row, at] = [Math.floor((i - share[g]) / ACROSS), (i - share[g]) % ACROSS];
        return put(node, x + way * at * 15, y + 32 + share[g] * LINE + row * 16, null);
      });
      y += tall[g];
    });
  }

  function second(column, passes, put, scene) {
    const first = [...column].filter(([, at]) => at !== 0);
    const found = new Map();
    const spot = new Map(scene.nodes.map((node) => [node.id, node]));
    for (const [id, way] of first) {
      for (const edge of graph.edgesOf(id).filter(passes)) {
        const other = graph.node(edge.from === id ? edge.to : edge.from);
        if (column.has(other.id) || !allows.near(other)) continue;
        if (!found.has(other.id)) found.set(other.id, { node: other, way, ys: [] });
        found.get(other.id).ys.push(spot.get(id).y);
      }
    }
    const middle = ({ ys }) => ys.reduce((a, b) => a + b, 0) / ys.length;
    for (const way of [-1, 1]) {
      const mine = [...found.values()].filter((each) => each.way === way).sort((a, b) => weight(b.node) - weight(a.node));
      scene.folded += Math.max(mine.length - SECOND, 0);
      const kept = mine.slice(0, SECOND).sort((a, b) => middle(a) - middle(b));
      kept.forEach(({ node }, i) => put(node, way * 400, (i - (kept.length - 1) / 2) * 24, { dx: way * 14, dy: 4, anchor: way < 0 ? "end" : "start" }));
    }
  }

  return { overview, near };
}
