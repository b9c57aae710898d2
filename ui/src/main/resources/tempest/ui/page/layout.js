// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// Where the parts of a topology's graph go: layers from the spouts on, few crossings within a layer.
// After K. Sugiyama, S. Tagawa, M. Toda: Methods for visual understanding of hierarchical system structures, 1981.

/** The edges with those that close a circle turned round, so that layers exist. */
function withoutCircles(ids, edges) {
  const out = new Map(ids.map(id => [id, []])), state = new Map(), turned = new Set();
  edges.forEach((edge, i) => out.get(edge.from).push(i));
  const visit = start => {
    const path = [[start, 0]];
    state.set(start, 'open');
    while (path.length) {
      const top = path[path.length - 1], [id, next] = top, mine = out.get(id);
      if (next === mine.length) {
        state.set(id, 'done');
        path.pop();
        continue;
      }
      top[1]++;
      const target = edges[mine[next]].to;
      if (state.get(target) === 'open') turned.add(mine[next]);
      else if (!state.has(target)) {
        state.set(target, 'open');
        path.push([target, 0]);
      }
    }
  };
  const fed = new Set(edges.map(edge => edge.to));
  ids.filter(id => !fed.has(id)).concat(ids).forEach(id => state.has(id) || visit(id));
  return edges.map((edge, i) => turned.has(i) ? {from: edge.to, to: edge.from} : {from: edge.from, to: edge.to})
    .filter(edge => edge.from !== edge.to);
}

/** The longest way from a source to each node. */
function layersOf(ids, edges) {
  const layer = new Map(ids.map(id => [id, 0]));
  for (let round = 0, moved = true; moved && round <= ids.length; round++) {
    moved = false;
    for (const {from, to} of edges) {
      if (layer.get(to) < layer.get(from) + 1) {
        layer.set(to, layer.get(from) + 1);
        moved = true;
      }
    }
  }
  return layer;
}

/** Orders each layer by the mean place of its neighbours, to and fro. */
function sweep(rows, edges) {
  const place = new Map();
  const note = row => row.forEach((id, i) => place.set(id, i - row.length / 2));
  rows.forEach(note);
  for (let round = 0; round < 6; round++) {
    const down = round % 2 === 0, order = down ? rows.keys() : [...rows.keys()].reverse();
    for (const i of order) {
      const mean = new Map(rows[i].map(id => {
        const near = edges.flatMap(e => down ? (e.to === id ? [e.from] : []) : (e.from === id ? [e.to] : [])).map(n => place.get(n));
        return [id, near.length ? near.reduce((a, b) => a + b, 0) / near.length : place.get(id)];
      }));
      rows[i].sort((a, b) => mean.get(a) - mean.get(b));
      note(rows[i]);
    }
  }
}

/**
 * nodes: [{id}], edges: [{from, to}] between their ids. Answers {width, height, at: Map id -> {x, y} (centres), ways: per edge the points it
 * goes through}. Layers go from left to right; one of more than `wrap` nodes is several columns of so many. box and gap in pixels.
 */
export function layout(nodes, edges, {box = {w: 172, h: 64}, gap = {along: 84, across: 28}, wrap = Infinity} = {}) {
  const ids = nodes.map(node => node.id), known = new Set(ids);
  const inside = edges.map(edge => known.has(edge.from) && known.has(edge.to) ? edge : null);
  const acyclic = withoutCircles(ids, inside.filter(Boolean)), layer = layersOf(ids, acyclic);
  const rows = [], short = [], bends = new Map();
  const put = (id, level) => (rows[level] = rows[level] || []).push(id);
  ids.forEach(id => put(id, layer.get(id)));
  for (const {from, to} of acyclic) {
    const key = JSON.stringify([from, to]);
    if (bends.has(key)) continue;
    const through = [];
    let previous = from;
    for (let level = layer.get(from) + 1; level < layer.get(to); level++) {
      const bend = `bend ${key} ${level}`;
      through.push(bend);
      put(bend, level);
      short.push({from: previous, to: bend});
      previous = bend;
    }
    short.push({from: previous, to});
    bends.set(key, through);
  }
  for (let i = 0; i < rows.length; i++) rows[i] = rows[i] || [];
  sweep(rows, short);
  const size = id => known.has(id) ? box.h : box.h / 3, extent = column => column.reduce((sum, id) => sum + size(id) + gap.across, -gap.across);
  const layers = rows.map(row => row.length <= wrap * 1.5 ? [row] : [...Array(Math.ceil(row.length / wrap)).keys()].map(i => row.slice(i * wrap, (i + 1) * wrap)));
  const highest = Math.max(...layers.flat().map(extent), box.h), at = new Map();
  let far = 0;
  for (const layer of layers) {
    layer.forEach((column, i) => {
      let offset = (highest - extent(column)) / 2;
      far += i ? gap.across : 0;
      column.forEach(id => {
        at.set(id, {x: far + box.w / 2, y: offset + size(id) / 2});
        offset += size(id) + gap.across;
      });
      far += box.w;
    });
    far += gap.along;
  }
  const ways = inside.map(edge => {
    if (!edge) return null;
    const there = bends.get(JSON.stringify([edge.from, edge.to])), back = bends.get(JSON.stringify([edge.to, edge.from]));
    return [edge.from, ...(there || (back ? [...back].reverse() : [])), edge.to].map(id => at.get(id));
  });
  return {width: far - gap.along, height: highest, at, ways, box};
}
