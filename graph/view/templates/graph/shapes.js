"use strict";
/* The shapes of nodes as SVG paths: for the legend, exports and print; the same as vis-network draws. */
function shapePath(shape, x, y, size) {
  const corners = (count, turn, away = () => size) => Array.from({ length: count }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / count;
    return [x + away(i) * Math.cos(angle), y + away(i) * Math.sin(angle)];
  });
  const closed = (points) => `M${points.map((point) => point.map((v) => v.toFixed(1)).join(" ")).join("L")}Z`;
  switch (shape) {
    case "square": return closed([[x - size, y - size], [x + size, y - size], [x + size, y + size], [x - size, y + size]]);
    case "triangle": return closed(corners(3, -Math.PI / 2, () => size * 1.15));
    case "triangleDown": return closed(corners(3, Math.PI / 2, () => size * 1.15));
    case "diamond": return closed(corners(4, 0));
    case "hexagon": return closed(corners(6, 0));
    case "star": return closed(corners(10, -Math.PI / 2, (i) => (i % 2 ? size * 0.5 : size * 1.15)));
    default: return `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`;
  }
}

function swatch(look, size = 6) {
  return drawn("svg", { class: "swatch", width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" },
    drawn("path", { d: shapePath(look.shape, 0, 0, size), fill: look.fill, stroke: look.border, "stroke-width": 1.5 }));
}

function stroke(line) {
  return drawn("svg", { class: "swatch", width: 26, height: 12, viewBox: "0 0 26 12", "aria-hidden": "true" },
    drawn("path", { d: "M1 6H25", stroke: line.color, "stroke-width": Math.max(line.width, 1.5) + 0.5, "stroke-dasharray": line.dashed ? "5 3" : null }));
}

/* A scene as a picture of its own: what the canvas shows, in a form that scales and prints. */
function sceneSvg(scene, box, looks, title) {
  const [left, top, right, bottom] = box;
  const lines = new Map(looks.lines.map((line) => [line.name, line]));
  const look = (group) => looks.byGroup[group];
  const at = new Map(scene.nodes.map((node) => [node.id, node]));
  const inside = (node) => node.x >= left && node.x <= right && node.y >= top && node.y <= bottom;
  const made = drawn("svg", {
    xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${right - left} ${bottom - top}`, width: Math.round(right - left),
    height: Math.round(bottom - top), role: "img", "font-family": '"Noto Sans","Segoe UI",system-ui,sans-serif', "font-size": 11,
  }, drawn("title", {}, title), drawn("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: "#ffffff" }));
  for (const part of scene.boxes) {
    made.append(drawn("rect", { x: part.left, y: part.top, width: part.right - part.left, height: part.bottom - part.top, rx: part.round || 0, fill: part.fill }));
  }
  for (const edge of scene.edges) {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    if (!from || !to || !(inside(from) || inside(to))) continue;
    const line = lines.get(edge.kind);
    made.append(drawn("path", {
      d: edgePath(from, to), fill: "none", stroke: line.color, "stroke-width": edge.strong ? line.width + 1 : line.width,
      "stroke-dasharray": line.dashed ? "6 4" : null, opacity: edge.faint ? 0.1 : edge.strong ? 1 : 0.6,
    }));
  }
  for (const node of scene.nodes.filter(inside)) {
    const shown = look(node.group);
    made.append(drawn("path", {
      d: shapePath(shown.shape, node.x, node.y, shown.size), fill: shown.fill, stroke: shown.border, "stroke-width": 1.5, opacity: node.faint ? 0.25 : 1,
    }));
  }
  for (const node of scene.nodes.filter((each) => each.ended && inside(each))) {
    const size = look(node.group).size + 4;
    made.append(drawn("path", { d: `M${node.x - size} ${node.y + size}L${node.x + size} ${node.y - size}`, stroke: "#8a2b00", "stroke-width": 2 }));
  }
  for (const text of scene.texts.filter(inside)) {
    made.append(drawn("text", { x: text.x, y: text.y, "text-anchor": text.anchor || "middle", fill: text.color || "#1c2733", "font-weight": text.bold ? 600 : 400, "font-size": text.size || 11,
      stroke: "#ffffff", "stroke-width": (text.size || 11) * 0.3, "stroke-linejoin": "round", "paint-order": "stroke" }, text.text)); // as on the canvas
  }
  return made;
}

/* A line that leaves and meets its ends upright, so that lines between lanes do not run through what stands beside. */
function edgePath(from, to) {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  if (Math.abs(dy) < 30) return `M${from.x} ${from.y}Q${from.x + dx / 2} ${from.y - Math.min(Math.abs(dx) * 0.18, 60)} ${to.x} ${to.y}`;
  return `M${from.x} ${from.y}L${to.x} ${to.y}`;
}
