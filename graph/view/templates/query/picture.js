"use strict";
/* Triples as a small graph: things as boxes in layers along the arrows, names below literals of rdfs:label. */

const MOST = 60, LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

function drawPicture(place, triples, page, words) {
  const names = new Map(triples.filter((row) => row.predicate.value === LABEL).map((row) => [row.subject.value, row.object.value]));
  const every = triples.filter((row) => row.object.type === "uri" && row.predicate.value !== LABEL && !row.predicate.value.endsWith("#type"));
  const degree = new Map();
  for (const row of every) for (const end of [row.subject.value, row.object.value]) degree.set(end, (degree.get(end) || 0) + 1);
  const kept = new Set([...degree.keys()].sort((a, b) => degree.get(b) - degree.get(a) || (a < b ? -1 : 1)).slice(0, MOST));
  const edges = every.filter((row) => kept.has(row.subject.value) && kept.has(row.object.value) && row.subject.value !== row.object.value);
  place.replaceChildren();
  if (!edges.length) { place.append(element("p", { class: "note" }, words.t("picture.none"))); return; }
  const layers = layered(kept, edges);
  const wide = 210, high = 40, across = 290, down = 56;
  const spot = new Map();
  layers.forEach((layer, column) => layer.forEach((iri, row) => spot.set(iri, [column * across + 10, row * down + 14])));
  const height = Math.max(...layers.map((layer) => layer.length)) * down + 20, width = (layers.length - 1) * across + wide + 20;
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": words.t("picture.label", { things: kept.size, edges: edges.length }) },
    drawn("defs", {}, drawn("marker", { id: "tip", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, drawn("path", { d: "M0 0L8 4L0 8z", fill: "#5b6b7b" }))));
  for (const row of edges) {
    const [fromX, fromY] = spot.get(row.subject.value), [toX, toY] = spot.get(row.object.value), forward = toX > fromX;
    const x1 = forward ? fromX + wide : fromX, x2 = forward ? toX : toX + wide, y1 = fromY + high / 2, y2 = toY + high / 2;
    const kind = row.predicate.value.replace(/^.*[#/]/, "");
    svg.append(drawn("path", { d: `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`, fill: "none", stroke: "#8fa0b2", "stroke-width": 1.4, "marker-end": "url(#tip)" }, drawn("title", {}, kind)));
  }
  const kinds = [...new Set(edges.map((row) => row.predicate.value.replace(/^.*[#/]/, "")))];
  for (const [iri, [x, y]] of spot) {
    const name = names.get(iri) || shownText({ type: "uri", value: iri }, page.id);
    const href = leadsTo({ type: "uri", value: iri }, page.id);
    svg.append(drawn("a", { href }, drawn("rect", { x, y, width: wide, height: high, rx: 5, fill: "#eef4fb", stroke: "#1b4f8a" }), drawn("title", {}, name),
      lines(name).map((part, at, all) => drawn("text", { x: x + 8, y: y + (all.length > 1 ? 17 : 25) + at * 15, "font-size": 12 }, part))));
  }
  place.append(element("p", { class: "note" }, words.t("picture.edges", { kinds: kinds.join(", ") })), svg);
  if (degree.size > MOST) place.append(element("p", { class: "note" }, words.t("picture.cut", { shown: MOST, of: degree.size })));
}

/* Layers along the arrows: a thing stands right of all that point to it; in a circle, where it was met. Within a layer, by the mean of its neighbours. */
function layered(nodes, edges) {
  const depth = new Map([...nodes].sort().map((iri) => [iri, 0]));
  for (let turn = 0; turn < 12; turn += 1) {
    for (const { subject, object } of edges) {
      const next = depth.get(subject.value) + 1;
      if (next > depth.get(object.value) && next <= 12) depth.set(object.value, next);
    }
  }
  const used = [...new Set(depth.values())].sort((a, b) => a - b);
  const layers = used.map((layer) => [...depth.keys()].filter((iri) => depth.get(iri) === layer));
  for (let turn = 0; turn < 6; turn += 1) {
    const row = new Map(layers.flatMap((layer) => layer.map((iri, at) => [iri, at / layer.length])));
    for (const layer of layers) {
      const mean = new Map(layer.map((iri) => {
        const near = edges.flatMap(({ subject, object }) => (subject.value === iri ? [row.get(object.value)] : object.value === iri ? [row.get(subject.value)] : []));
        return [iri, near.length ? near.reduce((sum, one) => sum + one, 0) / near.length : row.get(iri)];
      }));
      layer.sort((a, b) => mean.get(a) - mean.get(b) || (a < b ? -1 : 1));
    }
  }
  return layers;
}

function lines(name) {
  const words = clean(name).split(/\s+/), made = [""];
  for (const word of words) {
    const last = made[made.length - 1];
    if (last && (last + word).length > 28) made.push(word); else made[made.length - 1] = last ? `${last} ${word}` : word;
  }
  return made.length > 2 ? [made[0], cut(`${made[1]}…`, 29)] : made.map((line) => cut(line, 30));
}
