// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// The topology as a picture: edge width is throughput, colour is capacity, a ring is the queue fill, a mark means failures.
import {Component, count, h, millis, percent, rate, to} from './lib.js';
import {layout} from './layout.js';

const box = {w: 176, h: 66};

/** Calm up to two thirds of its capacity, warm up to nine tenths, hot beyond. */
export const heat = capacity => !(capacity > 0) ? 'idle' : capacity < 0.66 ? 'calm' : capacity < 0.9 ? 'warm' : 'hot';

const fails = node => node.failedPerSecond > 0 || node.timedOutPerSecond > 0 || (node.lastErrorAgeSeconds !== null && node.lastErrorAgeSeconds < 600);

const trimmed = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;

function said(node) {
  const flow = node.type === 'spout' ? `emits ${rate(node.emittedPerSecond)}` : `executes ${rate(node.executedPerSecond)}, capacity ${percent(node.capacity)}`;
  return `${node.type} ${node.id}: ${flow}, queue ${percent(node.queueFill)} full`
    + (fails(node) ? `, failing${node.lastError ? `: ${node.lastError}` : ''}` : '');
}

function edgePath(points, upright, size) {
  const [first, last] = [points[0], points[points.length - 1]];
  const way = points.map(p => ({...p}));
  if (first.x === last.x && first.y === last.y) {
    const {x, y} = first;
    return `M${x - 20} ${y - size.h / 2}C${x - 40} ${y - size.h},${x + 40} ${y - size.h},${x + 20} ${y - size.h / 2}`;
  }
  const forward = upright ? last.y >= first.y : last.x >= first.x, sign = forward ? 1 : -1;
  if (upright) {
    way[0].y += sign * size.h / 2;
    way[way.length - 1].y -= sign * (size.h / 2 + 4);
  } else {
    way[0].x += sign * size.w / 2;
    way[way.length - 1].x -= sign * (size.w / 2 + 4);
  }
  return way.reduce((path, p, i) => {
    if (!i) return `M${p.x} ${p.y}`;
    const q = way[i - 1];
    return path + (upright ? `C${q.x} ${(q.y + p.y) / 2},${p.x} ${(q.y + p.y) / 2},${p.x} ${p.y}` : `C${(q.x + p.x) / 2} ${q.y},${(q.x + p.x) / 2} ${p.y},${p.x} ${p.y}`);
  }, '');
}

function Ring({x, y, part}) {
  const radius = 9, around = 2 * Math.PI * radius, filled = Math.min(1, Math.max(0, part || 0)) * around;
  return h('g', {class: part > 0.9 ? 'ring full' : 'ring'}, h('circle', {cx: x, cy: y, r: radius}),
    h('circle', {class: 'filled', cx: x, cy: y, r: radius, transform: `rotate(-90 ${x} ${y})`, 'stroke-dasharray': `${filled} ${around}`}));
}

const Node = ({node, place, topology, marked}) => {
  const x = place.x - box.w / 2, y = place.y - box.h / 2;
  const second = node.type === 'spout' ? rate(node.emittedPerSecond) : `${rate(node.executedPerSecond)} · ${millis(node.executeP50Ms)}`;
  return h('a', {href: to('topology', topology, 'component', node.id), class: `node ${node.type} ${heat(node.capacity)}${marked ? ' marked' : ''}`},
    h('title', null, said(node)),
    h('rect', {x, y, width: box.w, height: box.h, rx: node.type === 'spout' ? 22 : 8}),
    h('rect', {class: 'load', x: x + 12, y: y + box.h - 12, width: Math.max(0.01, Math.min(1, node.capacity || 0) * (box.w - 24)), height: 4, rx: 2}),
    h('text', {class: 'name', x: x + 12, y: y + 22}, trimmed(node.id, 17)),
    h('text', {x: x + 12, y: y + 42}, trimmed(second, 24)),
    h('text', {class: 'many', x: x + box.w - 10, y: y + 42, 'text-anchor': 'end'}, `×${count(node.executors)}`),
    h(Ring, {x: x + box.w - 20, y: y + 18, part: node.queueFill}),
    fails(node) && h('g', {class: 'mark'}, h('circle', {cx: x + 4, cy: y + 4, r: 10}), h('text', {x: x + 4, y: y + 9, 'text-anchor': 'middle'}, '!')));
};

export class Graph extends Component {
  componentDidMount() {
    this.narrow = matchMedia('(max-width: 640px)');
    this.turn = () => this.setState({upright: this.narrow.matches});
    this.narrow.addEventListener('change', this.turn);
    this.turn();
  }

  componentWillUnmount() {
    this.narrow.removeEventListener('change', this.turn);
  }

  /** Computed anew only when the shape of the topology changes, not with its figures. */
  places(nodes, edges, upright) {
    const shape = JSON.stringify([upright, nodes.map(n => n.id), edges.map(e => [e.from, e.to, e.stream])]);
    if (shape !== this.shape) {
      this.shape = shape;
      this.drawn = layout(nodes, edges, {upright, box, gap: upright ? {along: 48, across: 20} : {along: 84, across: 26}});
    }
    return this.drawn;
  }

  render({graph, topology, bottleneck}, {upright = false}) {
    const {nodes, edges} = graph;
    if (!nodes.length) return h('p', {class: 'empty'}, 'No components.');
    const {width, height, at, ways} = this.places(nodes, edges, upright);
    const most = Math.max(...edges.map(e => e.tuplesPerSecond || 0), 1e-9);
    return h('div', {class: 'graph'},
      h('svg', {viewBox: `-14 -24 ${width + 28} ${height + 42}`, width: width + 28, height: height + 42, role: 'group', 'aria-label': 'Topology graph; each component links to its page'},
        edges.map((edge, i) => ways[i] && h('g', {key: `${edge.from} ${edge.to} ${edge.stream}`, class: edge.tuplesPerSecond > 0 ? 'edge' : 'edge still'},
          h('title', null, `${edge.from} → ${edge.to}, stream ${edge.stream}, ${edge.grouping}: ${rate(edge.tuplesPerSecond)}`),
          h('path', {d: edgePath(ways[i], upright, box), 'stroke-width': 1.5 + 8 * Math.sqrt((edge.tuplesPerSecond || 0) / most)}))),
        nodes.map(node => h(Node, {key: node.id, node, place: at.get(node.id), topology, marked: bottleneck && bottleneck.component === node.id}))),
      h('p', {class: 'legend'}, h('span', {class: 'dot calm'}), 'capacity under 66 % ', h('span', {class: 'dot warm'}), 'under 90 % ', h('span', {class: 'dot hot'}),
        'above · ring: queue fill · width: tuples/s'));
  }
}
