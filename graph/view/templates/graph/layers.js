"use strict";
/* Columns of boxes with few crossings: Sugiyama's method. Takes columns (arrays of ids, from left to right) and edges
   [left id, right id]; gives the order of each column and the points through which each edge runs. An edge over several
   columns gets a dummy in each, so that it passes between boxes; orders are swept by barycentre, the best one kept. */
function layered(columns, edges, sweeps = 24) {
  const level = new Map();
  columns.forEach((column, i) => column.forEach((id) => level.set(id, i)));
  const layers = columns.map((column) => [...column]);
  const links = [];
  const routes = edges.map(([from, to], number) => {
    const route = [from];
    for (let i = level.get(from) + 1; i < level.get(to); i += 1) {
      const dummy = `dummy ${number} ${i}`;
      layers[i].push(dummy);
      route.push(dummy);
    }
    route.push(to);
    for (let i = 1; i < route.length; i += 1) links.push([route[i - 1], route[i]]);
    return route;
  });
  const before = new Map();
  const after = new Map();
  for (const [from, to] of links) {
    if (!after.has(from)) after.set(from, []);
    if (!before.has(to)) before.set(to, []);
    after.get(from).push(to);
    before.get(to).push(from);
  }
  let best = layers.map((layer) => [...layer]);
  let least = crossings(best, after);
  for (let sweep = 0; sweep < sweeps && least > 0; sweep += 1) {
    const down = sweep % 2 === 0;
    const order = down ? layers.keys() : [...layers.keys()].reverse();
    for (const i of order) {
      const fixed = layers[down ? i - 1 : i + 1];
      if (fixed) arrange(layers[i], fixed, down ? before : after);
    }
    const count = crossings(layers, after);
    if (count < least) { least = count; best = layers.map((layer) => [...layer]); }
  }
  return { layers: best, routes, before, after, crossings: least };
}

function arrange(layer, fixed, links) {
  const rank = new Map(fixed.map((id, i) => [id, i]));
  const own = new Map(layer.map((id, i) => [id, i]));
  const middle = new Map(layer.map((id) => {
    const ranks = (links.get(id) || []).map((other) => rank.get(other));
    return [id, ranks.length ? ranks.reduce((a, b) => a + b, 0) / ranks.length : own.get(id) * (fixed.length / layer.length)];
  }));
  layer.sort((a, b) => middle.get(a) - middle.get(b) || own.get(a) - own.get(b));
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
function levelled({ layers, before, after }, tall, gap, rounds = 8) {
  const y = new Map();
  for (const layer of layers) {
    let at = 0;
    for (const id of layer) { y.set(id, at + tall(id) / 2); at += tall(id) + gap; }
  }
  for (let round = 0; round < rounds; round += 1) {
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
