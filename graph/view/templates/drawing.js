"use strict";
/* The picture, and nothing else: given nodes, edges, kinds and bands it draws, and tells which document was picked.
   vis-network is known here alone, so that another way of drawing can take its place. */
function createDrawing(container, model, picked) {
  const NAMES = 70;
  const VEIL = 600; // edges
  const HEAD = 34; // pixels for the names of the tiers
  const FONT = '"Noto Sans", "Segoe UI", system-ui, sans-serif';
  const kinds = new Map(model.kinds.map((kind) => [kind.name, kind]));
  const drawn = model.edges.filter((edge) => edge.drawn);
  const near = new Map(model.nodes.map((node) => [node.id, new Set([node.id])]));
  for (const edge of drawn) { near.get(edge.from).add(edge.to); near.get(edge.to).add(edge.from); }
  const byWeight = [...model.nodes].sort((a, b) =>
    (b.group === "read") - (a.group === "read") || near.get(b.id).size - near.get(a.id).size || a.id - b.id);
  let focus = null;
  let hidden = new Set();

  const nodes = new vis.DataSet(model.nodes.map(({ id, x, y, group }) => ({ id, x, y, group })));
  const edges = new vis.DataSet(visible().map(styled));
  const network = new vis.Network(container, { nodes, edges }, model.options);
  const frame = container.querySelector(".vis-network");
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", "Đồ thị văn bản; danh sách bên trái có cùng nội dung");
  network.on("click", (event) => picked(event.nodes.length ? event.nodes[0] : null));
  network.on("beforeDrawing", drawBands);
  network.on("afterDrawing", (context) => { drawNames(context); drawHeads(context); });

  /* With many edges those that do not touch the focus would be a grey veil, and slow. */
  function visible() {
    return drawn.filter((edge) => !hidden.has(edge.kind)
      && (focus === null || drawn.length <= VEIL || edge.from === focus || edge.to === focus));
  }

  function styled(edge) {
    const kind = kinds.get(edge.kind);
    const touched = focus !== null && (edge.from === focus || edge.to === focus);
    const level = model.nodes[edge.from].x === model.nodes[edge.to].x; // a straight line would run through what stands between
    const faint = kind.name === "cites" || kind.name === "basedOn" ? 0.5 : 0.85;
    return {
      id: edge.id, from: edge.from, to: edge.to, dashes: kind.dashes,
      smooth: level ? { enabled: true, type: "curvedCW", roundness: 0.18 } : false,
      width: touched ? kind.width + 1 : kind.width, arrows: touched ? "to" : "",
      color: { color: kind.color, opacity: touched ? 1 : focus === null ? faint : 0.1 },
    };
  }

  function restyle() {
    const around = focus === null ? null : near.get(focus);
    edges.clear(); // and fill: much faster than to update thousands one by one
    edges.add(visible().map(styled));
    nodes.update(model.nodes.map((node) => ({ id: node.id, opacity: !around || around.has(node.id) ? 1 : 0.25 })));
  }

  function view() {
    const from = network.DOMtoCanvas({ x: 0, y: 0 });
    const to = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
    return { left: from.x, top: from.y, right: to.x, bottom: to.y, unit: 1 / network.getScale() };
  }

  function drawBands(context) {
    const seen = view();
    model.bands.forEach(([, left, right], i) => {
      context.fillStyle = i % 2 ? "#f3f6f9" : "#fafbfc";
      context.fillRect(left, seen.top, right - left, seen.bottom - seen.top);
    });
  }

  function drawHeads(context) {
    const seen = view();
    const unit = seen.unit;
    context.fillStyle = "rgba(255,255,255,.93)";
    context.fillRect(seen.left, seen.top, seen.right - seen.left, HEAD * unit);
    context.font = `600 ${12.5 * unit}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = "#1c2733";
    let taken = -Infinity;
    for (const [tier, left, right] of model.bands) {
      const from = Math.max(left, seen.left);
      const to = Math.min(right, seen.right);
      if (to - from < 20 * unit) continue;
      const lines = wrapped(context, model.tiers[tier], to - from + model.gap);
      const half = Math.max(...lines.map((line) => context.measureText(line).width)) / 2;
      const middle = Math.max((from + to) / 2, seen.left + half);
      if (middle - half < taken) continue; // no room at this scale
      taken = middle + half + 6 * unit;
      lines.forEach((line, i) =>
        context.fillText(line, middle, seen.top + (HEAD / 2 + (i - (lines.length - 1) / 2) * 13) * unit));
    }
  }

  function wrapped(context, text, width) {
    const fits = (length) => context.measureText(text.slice(0, length)).width <= width;
    if (fits(text.length)) return [text];
    let cut = text.lastIndexOf(" ");
    while (cut > 0 && !fits(cut)) cut = text.lastIndexOf(" ", cut - 1);
    return cut < 0 ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
  }

  function drawNames(context) {
    const seen = view();
    const unit = seen.unit;
    const taken = [];
    const first = focus === null ? [] : byWeight.filter((node) => near.get(focus).has(node.id));
    const rest = focus === null ? byWeight : [];
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    if (focus !== null) ring(context, model.nodes[focus], unit);
    for (const node of [...first, ...rest]) {
      if (taken.length >= NAMES) break;
      if (node.x < seen.left || node.x > seen.right || node.y < seen.top || node.y > seen.bottom) continue;
      name(context, node, unit, taken);
    }
  }

  function name(context, node, unit, taken) {
    context.font = `${node.group === "read" ? 600 : 400} ${11.5 * unit}px ${FONT}`;
    const half = context.measureText(node.short).width / 2 + 3 * unit;
    const top = node.y + (node.group === "read" ? 9 : 6) + 3 * unit;
    const box = [node.x - half, top, node.x + half, top + 14 * unit];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
    taken.push(box);
    context.strokeStyle = "rgba(255,255,255,.9)";
    context.lineWidth = 3.5 * unit;
    context.strokeText(node.short, node.x, top);
    context.fillStyle = "#1c2733";
    context.fillText(node.short, node.x, top);
  }

  function ring(context, node, unit) {
    context.beginPath();
    context.arc(node.x, node.y, 15 + 2 * unit, 0, 2 * Math.PI);
    context.strokeStyle = "#d98200";
    context.lineWidth = 3 * unit;
    context.stroke();
  }

  function whole() {
    const bands = model.bands;
    if (bands.length) fit(bands[0][1], -10, bands[bands.length - 1][2], model.height, 10);
  }

  function around(id) {
    const spots = [...near.get(id)].map((other) => model.nodes[other]);
    const xs = spots.map((spot) => spot.x);
    const ys = spots.map((spot) => spot.y);
    fit(Math.min(...xs), Math.min(...ys) - 20, Math.max(...xs), Math.max(...ys) + 20, 100); // half a name beside the last
  }

  function fit(left, top, right, bottom, margin) {
    const width = Math.max(container.clientWidth - 2 * margin, 100);
    const height = container.clientHeight - HEAD - 40;
    const scale = Math.min(width / Math.max(right - left, 1), height / Math.max(bottom - top, 1), 1.3);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - HEAD / 2 / scale }, scale });
  }

  return {
    hide(names) { hidden = new Set(names); restyle(); },
    select(id) { focus = id; restyle(); },
    whole,
    around,
    resized() { network.setSize("100%", "100%"); network.redraw(); },
    once(call) { network.once("afterDrawing", call); network.redraw(); },
  };
}
