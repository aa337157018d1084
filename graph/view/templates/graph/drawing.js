"use strict";
/* The interactive picture of a scene, and nothing else. vis-network is known here alone, so that another way of drawing
   can take its place. `looks`: options for vis-network, `byGroup` and `lines` as the page has them. */
function createDrawing(container, looks, picked) {
  const NAMES = 70;
  const GENTLE = 500; // edges that may be curved without costing the pan its ease
  const HEAD = 24; // pixels for the years
  const SIDE = 108; // and for the names of the lanes
  const FONT = '"Noto Sans", "Segoe UI", system-ui, sans-serif';
  const INK = "#1c2733";
  const lines = new Map(looks.lines.map((line) => [line.name, line]));
  const groups = Object.fromEntries(Object.entries(looks.byGroup).map(([name, look]) => [name, {
    shape: look.shape, size: look.size, color: { background: look.fill, border: look.border },
  }]));
  let scene = { nodes: [], edges: [], boxes: [], rings: [], lanes: [], bins: [], groups: [], texts: [], names: [], focus: null };
  let at = new Map();
  let labels = [];

  const network = new vis.Network(container, { nodes: [], edges: [] }, { ...looks.options, groups });
  const frame = container.querySelector(".vis-network");
  frame.setAttribute("role", "img");
  network.on("click", (event) => picked(event.nodes.length ? event.nodes[0] : null));
  network.on("doubleClick", (event) => { if (event.nodes.length) picked(event.nodes[0], true); });
  network.on("beforeDrawing", drawBack);
  network.on("afterDrawing", (context) => { drawEnds(context); drawNames(context); drawHeads(context); });

  function styled(edge, number, curved) {
    const line = lines.get(edge.kind);
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    const level = curved && Math.abs(from.y - to.y) < 30; // straight, it would run through what stands between
    const weak = edge.kind === "cites" || edge.kind === "basedOn" ? 0.55 : 1;
    const veil = Math.min(0.8, Math.max(0.22, 160 / scene.edges.length)) * weak; // the more lines, the fainter each
    return {
      id: number, from: edge.from, to: edge.to, dashes: line.dashed,
      smooth: level ? { enabled: true, type: from.x < to.x ? "curvedCW" : "curvedCCW", roundness: 0.16 } : false,
      width: edge.strong && scene.kind === "overview" ? line.width + 0.8 : line.width,
      arrows: edge.strong || edge.arrow ? { to: { enabled: true, scaleFactor: scene.kind === "near" ? 0.45 : 0.6 } } : "",
      color: { color: line.color, opacity: edge.faint ? 0.06 : edge.strong ? 1 : veil },
    };
  }

  function show(next) {
    scene = next;
    at = new Map(scene.nodes.map((node) => [node.id, node]));
    const curved = scene.edges.length <= GENTLE && scene.kind === "overview";
    const kept = { position: network.getViewPosition(), scale: network.getScale() };
    network.setData({ // much faster than to change thousands one by one
      nodes: scene.nodes.map(({ id, x, y, group, faint }) => ({ id, x, y, group, opacity: faint ? 0.22 : 1 })),
      edges: scene.edges.map((edge, i) => styled(edge, i, curved)),
    });
    network.moveTo(kept); // new data make vis-network fit everything
  }

  function view() {
    const from = network.DOMtoCanvas({ x: 0, y: 0 });
    const to = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
    return { left: from.x, top: from.y, right: to.x, bottom: to.y, unit: 1 / network.getScale() };
  }

  function drawBack(context) {
    for (const box of scene.boxes) {
      context.fillStyle = box.fill;
      context.beginPath();
      context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, box.round || 6);
      context.fill();
    }
    for (const ring of scene.rings) {
      context.beginPath();
      context.arc(ring.x, ring.y, ring.radius, 0, 2 * Math.PI);
      context.fillStyle = "rgba(86,180,233,.13)";
      context.strokeStyle = "rgba(31,111,159,.28)";
      context.lineWidth = 1;
      context.fill();
      context.stroke();
    }
    const focus = at.get(scene.focus);
    if (!focus) return;
    const unit = 1 / network.getScale();
    context.beginPath();
    context.arc(focus.x, focus.y, 15 + 2 * unit, 0, 2 * Math.PI);
    context.fillStyle = "#fff3d6";
    context.strokeStyle = "#b86a00";
    context.lineWidth = 2.5 * unit;
    context.fill();
    context.stroke();
  }

  /* What is replaced or repealed on the day that is shown is struck out. */
  function drawEnds(context) {
    context.strokeStyle = "#8a2b00";
    context.lineWidth = 2 / network.getScale();
    for (const { x, y, group } of scene.nodes.filter((node) => node.ended)) {
      const size = looks.byGroup[group].size + 4;
      context.beginPath();
      context.moveTo(x - size, y + size);
      context.lineTo(x + size, y - size);
      context.stroke();
    }
  }

  /* Names that stand where the scene puts them, then names of nodes by weight, as many as find room. */
  function drawNames(context) {
    const seen = view();
    const unit = seen.unit;
    const taken = [buttons()];
    labels = [];
    const edges = { from: seen.left + (scene.lanes.length ? Math.min(SIDE, container.clientWidth * 0.24) * unit : 0), to: seen.right };
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    for (const text of scene.texts) {
      const size = text.size || 13;
      if (size / unit < 4.5 || !within(text, seen)) continue;
      write(context, text.text, text.x, text.y, { anchor: text.anchor, size, bold: text.bold, color: text.color });
    }
    for (const group of scene.groups) {
      if (within(group, seen)) attempt(context, cut(group.name, 34), group.x, group.y + 12 * unit, taken, { ...edges, size: 11 * unit, color: "#8a3c00", bold: true });
    }
    const most = container.clientWidth < 800 ? 22 : 30;
    for (const node of scene.names) {
      if (taken.length >= NAMES) break;
      const spot = at.get(node.id);
      if (!spot || !within(spot, seen)) continue;
      if (unit > 1.15 && node.id !== scene.focus && looks.crowded(node, scene.focus)) continue;
      const look = looks.byGroup[node.group];
      const strong = node.group === "document" || node.id === scene.focus;
      const below = (node.id === scene.focus ? Math.max(look.size, 15 + 2 * unit) : look.size) + 12 * unit;
      attempt(context, cut(node.short, most), spot.x, spot.y + below, taken, { ...edges, size: 11.5 * unit, bold: strong });
    }
  }

  const within = (spot, seen) => spot.x > seen.left && spot.x < seen.right && spot.y > seen.top && spot.y < seen.bottom;

  /* Where the buttons lie over the picture: no name is written there. */
  function buttons() {
    const [over, own] = [document.getElementById("zoom").getBoundingClientRect(), container.getBoundingClientRect()];
    const [from, to] = [[over.left, over.top], [over.right, over.bottom]].map(([x, y]) => network.DOMtoCanvas({ x: x - own.left, y: y - own.top }));
    return [from.x, from.y, to.x, to.y];
  }

  function attempt(context, text, middle, y, taken, style) {
    context.font = `${style.bold ? 600 : 400} ${style.size}px ${FONT}`;
    const half = context.measureText(text).width / 2 + style.size / 4;
    const x = Math.min(Math.max(middle, style.from + half), style.to - half); // whole, beside the names of the lanes
    const box = [x - half, y - style.size, x + half, y + style.size * 0.3];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
    taken.push(box);
    labels.push({ text, x, y, ...style });
    write(context, text, x, y, style);
  }

  function write(context, text, x, y, { anchor = "middle", size, bold, color = INK }) {
    context.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
    context.textAlign = { start: "left", middle: "center", end: "right" }[anchor];
    context.strokeStyle = "rgba(255,255,255,.92)";
    context.lineWidth = size * 0.3;
    context.strokeText(text, x, y);
    context.fillStyle = color;
    context.fillText(text, x, y);
  }

  /* Years above and tiers on the left stay in sight while the picture moves. */
  function drawHeads(context) {
    if (!scene.lanes.length) return;
    const seen = view();
    const unit = seen.unit;
    const side = Math.min(SIDE, container.clientWidth * 0.24) * unit;
    context.fillStyle = "#ffffff";
    context.fillRect(seen.left, seen.top, seen.right - seen.left, HEAD * unit);
    context.fillRect(seen.left, seen.top, side, seen.bottom - seen.top);
    context.textBaseline = "middle";
    context.textAlign = "center";
    context.fillStyle = "#49596b";
    for (const head of years(context, seen, side)) context.fillText(head.text, head.x, seen.top + (HEAD / 2) * unit);
    context.textAlign = "left";
    context.font = `600 ${11.5 * unit}px ${FONT}`;
    for (const lane of scene.lanes) {
      const top = Math.max(lane.top, seen.top + HEAD * unit);
      const bottom = Math.min(lane.bottom, seen.bottom);
      if (bottom - top < 12 * unit) continue;
      context.fillStyle = INK;
      const rows = bottom - top < 30 * unit ? [lane.name] : wrapped(context, lane.name, side - 14 * unit);
      rows.forEach((row, i) => context.fillText(row, seen.left + 9 * unit, (top + bottom) / 2 + (i - (rows.length - 1) / 2) * 14 * unit, side - 12 * unit));
    }
  }

  /* The years that find room beside one another at this scale. */
  function years(context, { left, right, unit }, side) {
    context.font = `600 ${11.5 * unit}px ${FONT}`;
    let taken = left + side;
    const found = [];
    for (const bin of scene.bins) {
      const half = context.measureText(bin.name).width / 2 + 5 * unit;
      const x = Math.min(Math.max((bin.left + bin.right) / 2, taken + half), bin.right);
      if (x - half < taken || x > right) continue;
      taken = x + half;
      found.push({ text: bin.name, x });
    }
    return found;
  }

  function wrapped(context, text, width) {
    const rows = [""];
    for (const word of text.split(" ")) {
      const longer = `${rows[rows.length - 1]} ${word}`.trim();
      if (rows[rows.length - 1] && context.measureText(longer).width > width) rows.push(word);
      else rows[rows.length - 1] = longer;
    }
    return rows;
  }

  function bounds(ids) {
    const spots = scene.nodes.filter((node) => !ids || ids.has(node.id));
    if (!spots.length) return [0, 0, 1, 1];
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { x, y } of spots) {
      left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
    for (const text of scene.texts) {
      const wide = text.text.length * 6.8;
      left = Math.min(left, text.anchor === "end" ? text.x - wide : text.x);
      right = Math.max(right, text.anchor === "start" ? text.x + wide : text.x);
      top = Math.min(top, text.y - 14);
    }
    return [left, top, right, bottom];
  }

  /* Brings these nodes (all of them where none are named) into sight, beside what lies over the picture. */
  function fit(ids, most = 1.3) {
    const [left, top, right, bottom] = bounds(ids);
    const side = scene.lanes.length ? Math.min(SIDE, container.clientWidth * 0.24) : 16;
    const head = scene.bins.length ? HEAD + 10 : 16;
    const beside = scene.lanes.length ? Math.min(70, container.clientWidth * 0.09) : 20; // room for half a name
    const width = Math.max(container.clientWidth - side - 2 * beside, 100);
    const height = Math.max(container.clientHeight - head - 56, 100);
    const scale = Math.min(width / Math.max(right - left + 16, 1), height / Math.max(bottom - top + 50, 1), most);
    if (scene.lanes.length && container.clientWidth < 600 && !ids) return tall(top, bottom, height, head); // a phone
    return network.moveTo({ position: { x: (left + right) / 2 - (side - 16) / 2 / scale, y: (top + bottom) / 2 + (50 - head) / 2 / scale }, scale });
  }

  /* On a narrow screen the whole height, with the documents that were read in the middle: the rest by a finger. */
  function tall(top, bottom, height, head) {
    const scale = Math.min(height / Math.max(bottom - top + 50, 1), 0.8);
    const own = scene.nodes.filter((node) => node.group === "document");
    const x = own.reduce((sum, node) => sum + node.x, 0) / Math.max(own.length, 1);
    network.moveTo({ position: { x, y: (top + bottom) / 2 + (50 - head) / 2 / scale }, scale });
  }

  return {
    show,
    fit,
    zoom(by) { network.moveTo({ scale: network.getScale() * by }); },
    name(label) { frame.setAttribute("aria-label", label); },
    resized() { network.setSize("100%", "100%"); network.redraw(); },
    once(call) { network.once("afterDrawing", call); network.redraw(); },
    center: (id) => network.canvasToDOM(at.get(id)),
    /* What is in sight, as numbers and texts: for pictures that scale. */
    snapshot() {
      const seen = view();
      return { scene: { ...scene, texts: [...scene.texts, ...labels, ...heads(seen)] }, box: [seen.left, seen.top, seen.right, seen.bottom] };
    },
  };

  function heads(seen) {
    const unit = seen.unit;
    return [
      ...years(document.createElement("canvas").getContext("2d"), seen, 0).map((year) => ({ ...year, y: seen.top + 14 * unit, size: 11 * unit, bold: true, color: "#49596b" })),
      ...scene.lanes.map((lane) => ({ text: lane.name, x: seen.left + 6 * unit, y: (Math.max(lane.top, seen.top) + Math.min(lane.bottom, seen.bottom)) / 2, size: 11 * unit, bold: true, anchor: "start" })),
    ].filter((text) => text.y > seen.top && text.y < seen.bottom && text.x >= seen.left && text.x < seen.right);
  }
}
