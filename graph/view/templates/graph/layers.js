"use strict";
/* Columns of boxes with few crossings, by the method of `graph/analysis/layers.py`: both read `tests/cases/layers.json`
   and give the same columns, each in the same order, with the same crossings. */
const SWEEPS = 24;

/* The column of each id, from the left, and the tier of each column (0: unknown, first of all). A tier is one column, or
   several where its documents carry out one another; `lines` lead from what is carried out to what does so. */
function columned(ids, tierOf, lines) {
  const tiers = new Map();
  for (const id of ids) {
    const tier = tierOf(id) || 0;
    if (!tiers.has(tier)) tiers.set(tier, []);
    tiers.get(tier).push(id);
  }
  const column = new Map();
  const heads = [];
  for (const tier of [...tiers.keys()].sort((a, b) => a - b)) {
    const first = heads.length;
    for (const [id, depth] of depths(tiers.get(tier), lines)) {
      column.set(id, first + depth);
      while (heads.length <= first + depth) heads.push(tier);
    }
  }
  return { column, heads };
}

/* How many steps each id is from the top of its own tier, the longest way counting; the ids of a cycle are one. */
function depths(ids, lines) {
  const above = new Map(ids.map((id) => [id, []]));
  for (const [from, to] of lines) if (above.has(from) && above.has(to)) above.get(to).push(from);
  const over = new Map(ids.map((id) => [id, reached(id, (at) => above.get(at))]));
  const depth = new Map();
  for (const id of [...ids].sort((a, b) => over.get(a).size - over.get(b).size)) { // whatever is over an id has fewer over it
    let deepest = -1;
    for (const at of over.get(id)) if (!over.get(at).has(id)) deepest = Math.max(deepest, depth.get(at));
    depth.set(id, deepest + 1);
  }
  return depth;
}

/* An id and all that `next` leads to from it. */
function reached(start, next) {
  const found = new Set([start]);
  for (const id of found) for (const other of next(id)) found.add(other);
  return found;
}

/* The order of each column, and the ids that each edge [left id, right id] runs through. `ids` stand in the order that
   counts where nothing else decides. What edges join stands together, the largest group first: nothing of two crosses. */
function layered(ids, columnOf, count, edges) {
  const all = { layers: Array.from({ length: count }, () => []), routes: [], before: new Map(), after: new Map(), crossings: 0 };
  for (const group of grouped(ids, edges)) {
    const columns = all.layers.map(() => []);
    for (const id of ids) if (group.has(id)) columns[columnOf(id)].push(id);
    edges.forEach((edge, number) => { // inside one column, where it belongs to a cycle, it has no way
      if (group.has(edge[0]) && columnOf(edge[0]) !== columnOf(edge[1])) all.routes[number] = routed(edge, number, columnOf, columns, all);
    });
    const { best, least } = swept(columns, all);
    best.forEach((column, i) => all.layers[i].push(...column));
    all.crossings += least;
  }
  return all;
}

function grouped(ids, edges) {
  const beside = new Map(ids.map((id) => [id, []]));
  for (const [from, to] of edges) {
    beside.get(from).push(to);
    beside.get(to).push(from);
  }
  const groups = [];
  const met = new Set();
  for (const id of ids) {
    if (met.has(id)) continue;
    groups.push(reached(id, (at) => beside.get(at)));
    for (const each of groups[groups.length - 1]) met.add(each);
  }
  return groups.sort((a, b) => b.size - a.size);
}

/* The way of an edge: in each column that it passes it gets a dummy, so that it runs between boxes. */
function routed([from, to], number, columnOf, columns, { before, after }) {
  const route = [from];
  for (let i = columnOf(from) + 1; i < columnOf(to); i += 1) {
    const dummy = `dummy ${number} ${i}`;
    columns[i].push(dummy);
    route.push(dummy);
  }
  route.push(to);
  for (let i = 1; i < route.length; i += 1) {
    if (!after.has(route[i - 1])) after.set(route[i - 1], []);
    if (!before.has(route[i])) before.set(route[i], []);
    after.get(route[i - 1]).push(route[i]);
    before.get(route[i]).push(route[i - 1]);
  }
  return route;
}

/* The order with the fewest crossings of those met while each column in turn follows its neighbours, to the right and back. */
function swept(columns, { before, after }) {
  const now = columns.map((column) => [...column]);
  let best = columns;
  let least = crossings(columns, after);
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep += 1) {
    const right = sweep % 2 === 0;
    for (const i of right ? now.keys() : [...now.keys()].reverse()) {
      const beside = now[right ? i - 1 : i + 1];
      if (beside) now[i] = arranged(now[i], beside, right ? before : after);
    }
    const count = crossings(now, after);
    if (count < least) [best, least] = [now.map((column) => [...column]), count];
  }
  return { best, least };
}

/* The column by the mean place of the neighbours beside it; what has none there keeps its place. */
function arranged(column, beside, links) {
  const place = new Map(beside.map((id, i) => [id, i]));
  const mean = (id) => links.get(id).reduce((sum, other) => sum + place.get(other), 0) / links.get(id).length;
  const moved = column.filter((id) => links.has(id)).map((id) => [mean(id), id]).sort(([a], [b]) => a - b);
  return column.map((id) => (links.has(id) ? moved.shift()[1] : id));
}

function crossings(layers, after) {
  let count = 0;
  for (let i = 0; i + 1 < layers.length; i += 1) {
    const rank = new Map(layers[i + 1].map((id, at) => [id, at]));
    const ends = layers[i].flatMap((id) => (after.get(id) || []).map((to) => rank.get(to)).sort((a, b) => a - b));
    for (let a = 0; a < ends.length; a += 1) for (let b = a + 1; b < ends.length; b += 1) if (ends[a] > ends[b]) count += 1;
  }
  return count;
}

/* A height for each id: near the middle of what it is tied to, no two nearer than their heights allow. */
function levelled({ layers, before, after }, tall, gap) {
  const y = new Map();
  for (const layer of layers) {
    let at = 0;
    for (const id of layer) { y.set(id, at + tall(id) / 2); at += tall(id) + gap; }
  }
  for (let round = 0; round < SWEEPS; round += 1) {
    for (const layer of round % 2 ? [...layers].reverse() : layers) {
      const wish = layer.map((id) => {
        const near = [...(before.get(id) || []), ...(after.get(id) || [])].map((other) => y.get(other));
        return near.length ? near.reduce((a, b) => a + b, 0) / near.length : y.get(id);
      });
      place(layer, wish, tall, gap, y);
    }
  }
  const top = Math.min(...layers.flat().map((id) => y.get(id) - tall(id) / 2));
  for (const [id, at] of y) y.set(id, at - top);
  return y;
}

/* The wishes as far as order and room allow: neighbours that would overlap become one block around their mean wish. */
function place(layer, wish, tall, gap, y) {
  const blocks = [];
  layer.forEach((id, i) => {
    let block = { ids: [id], offsets: [0], sum: wish[i], first: wish[i], half: tall(id) / 2, end: tall(id) / 2 };
    blocks.push(block);
    for (let last = blocks.length - 1; last > 0; last -= 1) {
      const [above, below] = [blocks[last - 1], blocks[last]];
      if (above.first + above.end + gap <= below.first - below.half) break;
      const shift = above.end + gap + below.half;
      above.ids.push(...below.ids);
      above.offsets.push(...below.offsets.map((offset) => offset + shift));
      above.sum += below.sum - shift * below.ids.length;
      above.first = above.sum / above.ids.length;
      above.end = shift + below.end;
      blocks.pop();
      block = above;
    }
  });
  for (const block of blocks) block.ids.forEach((id, i) => y.set(id, block.first + block.offsets[i]));
}
