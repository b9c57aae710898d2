// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// The topology as a picture: edge width is throughput, colour is capacity, a ring is the queue fill, a mark means failures. A list where it has no room.
import {Component, Fragment, count, h, millis, percent, rate, to} from './lib.js';
import {layout} from './layout.js';
import {isolate, shortened} from './names.js';
import {fitted, moved, whole, zoomed} from './viewport.js';

const box = {w: 176, h: 66};
const arrow = 11;

/** Calm up to two thirds of its capacity, warm up to nine tenths, hot beyond. */
export const heat = capacity => !(capacity > 0) ? 'idle' : capacity < 0.66 ? 'calm' : capacity < 0.9 ? 'warm' : 'hot';

const fails = node => node.failedPerSecond > 0 || node.timedOutPerSecond > 0 || (node.lastErrorAgeSeconds !== null && node.lastErrorAgeSeconds < 600);

function said(node) {
  const flow = node.type === 'spout' ? `emits ${rate(node.emittedPerSecond)}` : `executes ${rate(node.executedPerSecond)}, capacity ${percent(node.capacity)}`;
  return `${node.type} ${isolate(node.id)}: ${flow}, queue ${percent(node.queueFill)} full`
    + (fails(node) ? `, failing${node.lastError ? `: ${isolate(node.lastError)}` : ''}` : '');
}

/** Streams of the engine's own among the data: Trident's batches and commits, checkpoints. */
export const coordinates = edge => edge.stream.startsWith('$') || edge.from.startsWith('$');

/** The line of an edge from border to border, and its middle. points: centres of its ends and where it bends. */
function edgeLine(points, size) {
  const [first, last] = [points[0], points[points.length - 1]];
  const way = points.map(p => ({...p}));
  if (first.x === last.x && first.y === last.y) {
    const {x, y} = first;
    return {d: `M${x - 20} ${y - size.h / 2}C${x - 40} ${y - size.h},${x + 40} ${y - size.h},${x + 20} ${y - size.h / 2 - arrow}`, x, y: y - size.h};
  }
  const sign = last.x >= first.x ? 1 : -1;
  way[0].x += sign * size.w / 2;
  way[way.length - 1].x -= sign * (size.w / 2 + arrow);
  const d = way.reduce((path, p, i) => i ? `${path}C${(way[i - 1].x + p.x) / 2} ${way[i - 1].y},${(way[i - 1].x + p.x) / 2} ${p.y},${p.x} ${p.y}` : `M${p.x} ${p.y}`, '');
  const to = way.length >> 1, from = to - 1;
  return {d, x: (way[from].x + way[to].x) / 2, y: (way[from].y + way[to].y) / 2};
}

const cutTo = (text, most) => shortened([text], most).get(text);

/** What an edge carries, in a word or two: the stream if it is not the usual one, and how it is divided. */
const carried = edge => `${edge.stream === 'default' ? '' : `${edge.stream} · `}${edge.grouping}`;

const saidEdge = edge => `${isolate(edge.from)} → ${isolate(edge.to)}, stream ${isolate(edge.stream)}, ${edge.grouping}: ${rate(edge.tuplesPerSecond)}`;

/** Streams between the same two components are one line. */
function bundled(edges, ways) {
  const bundles = new Map();
  edges.forEach((edge, i) => {
    if (!ways[i]) return;
    const key = JSON.stringify([edge.from, edge.to, coordinates(edge)]), bundle = bundles.get(key) || {key, edges: [], way: ways[i], coordination: coordinates(edge), rate: 0};
    bundle.edges.push(edge);
    bundle.rate += edge.tuplesPerSecond || 0;
    bundles.set(key, bundle);
  });
  return [...bundles.values()];
}

function Edge({bundle, most}) {
  const {edges, way, coordination, rate: flow} = bundle, line = edgeLine(way, box), width = coordination ? 1 : 1.5 + 6 * Math.sqrt(flow / most);
  const lines = coordination ? [] : edges.slice(0, 2).flatMap(edge => [rate(edge.tuplesPerSecond), cutTo(carried(edge), 18)]);
  if (edges.length > 2 && lines.length) lines.push(`and ${edges.length - 2} more`);
  return h('g', {class: `edge${flow > 0 ? '' : ' still'}${coordination ? ' coordination' : ''}`},
    h('title', null, edges.map(saidEdge).join('\n')),
    h('path', {class: 'reach', d: line.d}),
    h('path', {class: 'line', d: line.d, 'stroke-width': width, 'marker-end': 'url(#arrow)'}),
    lines.length > 0 && h('text', {class: 'carries', 'text-anchor': 'middle', 'font-size': 11}, lines.map((text, i) =>
      h('tspan', {key: i, class: i % 2 ? 'stream' : 'rate', x: line.x, y: line.y - 6 + i * 13 - (edges.length > 1 ? 13 : 0)}, text))));
}

function Ring({x, y, part}) {
  const radius = 9, around = 2 * Math.PI * radius, filled = Math.min(1, Math.max(0, part || 0)) * around;
  return h('g', {class: part > 0.9 ? 'ring full' : 'ring'}, h('circle', {cx: x, cy: y, r: radius}),
    h('circle', {class: 'filled', cx: x, cy: y, r: radius, transform: `rotate(-90 ${x} ${y})`, 'stroke-dasharray': `${filled} ${around}`}));
}

const second = node => node.type === 'spout' ? rate(node.emittedPerSecond) : `${rate(node.executedPerSecond)} · ${millis(node.executeP50Ms)}`;

const Node = ({node, name, place, topology, marked}) => {
  const x = place.x - box.w / 2, y = place.y - box.h / 2;
  return h('a', {href: to('topology', topology, 'component', node.id), class: `node ${node.type} ${heat(node.capacity)}${marked ? ' marked' : ''}`},
    h('title', null, said(node)),
    h('rect', {x, y, width: box.w, height: box.h, rx: node.type === 'spout' ? 22 : 8}),
    h('rect', {class: 'load', x: x + 12, y: y + box.h - 12, width: Math.max(0.01, Math.min(1, node.capacity || 0) * (box.w - 24)), height: 4, rx: 2}),
    h('text', {class: 'name', x: x + 12, y: y + 22}, isolate(name)),
    h('text', {x: x + 12, y: y + 42}, cutTo(second(node), 24)),
    h('text', {class: 'many', x: x + box.w - 10, y: y + 42, 'text-anchor': 'end'}, `×${count(node.executors)}`),
    h(Ring, {x: x + box.w - 15, y: y + 16, part: node.queueFill}),
    fails(node) && h('g', {class: 'mark'}, h('circle', {cx: x + 4, cy: y + 4, r: 10}), h('text', {x: x + 4, y: y + 9, 'text-anchor': 'middle'}, '!')));
};

/** The same as the picture where that has no room: components in the order of the flow, each with where it sends to. */
const List = ({nodes, edges, at, topology, marked}) => h('ol', {class: 'flow'}, [...nodes].sort((a, b) => at.get(a.id).x - at.get(b.id).x || at.get(a.id).y - at.get(b.id).y).map(node =>
  h('li', {key: node.id, class: `${heat(node.capacity)}${marked === node.id ? ' marked' : ''}`},
    h('a', {href: to('topology', topology, 'component', node.id), class: `node ${node.type} ${heat(node.capacity)}`}, h('bdi', null, node.id)), ' ',
    h('span', {class: 'quiet'}, `${node.type} ×${count(node.executors)}`), fails(node) && h('b', {class: 'bad'}, ' failing'),
    h('div', null, second(node), node.type === 'spout' ? '' : ` · ${percent(node.capacity)} of capacity`, ` · queue ${percent(node.queueFill)}`),
    h('ul', null, edges.filter(edge => edge.from === node.id && !coordinates(edge)).map(edge => h('li', {key: `${edge.to} ${edge.stream}`},
      '→ ', h('bdi', null, edge.to), h('span', {class: 'quiet'}, ' ', h('bdi', null, carried(edge)), ` ${rate(edge.tuplesPerSecond)}`)))))));

const tallest = 440;

export class Graph extends Component {
  componentDidMount() {
    this.narrow = matchMedia('(max-width: 640px)');
    this.turn = () => this.setState({narrow: this.narrow.matches});
    this.narrow.addEventListener('change', this.turn);
    this.turn();
    this.sized = new ResizeObserver(([{contentRect}]) => contentRect.width > 0 && this.setState({room: Math.floor(contentRect.width)}));
    this.sized.observe(this.base);
  }

  componentWillUnmount() {
    this.narrow.removeEventListener('change', this.turn);
    this.sized.disconnect();
  }

  /** Computed anew only when the shape of the topology changes, not with its figures. */
  places(nodes, edges) {
    const shape = JSON.stringify([nodes.map(n => n.id), edges.map(e => [e.from, e.to, e.stream])]);
    if (shape !== this.shape) {
      this.shape = shape;
      this.names = shortened(nodes.map(n => n.id), 15);
      // Coordination orders only what has no data to be ordered by.
      const fed = new Set(edges.filter(edge => !coordinates(edge)).map(edge => edge.to)), ordering = edges.map(edge => !coordinates(edge) || !fed.has(edge.to));
      const drawn = layout(nodes, edges.filter((_, i) => ordering[i]), {box, gap: {along: 132, across: 30}, wrap: 6});
      let next = 0;
      this.drawn = {...drawn, ways: edges.map((edge, i) => ordering[i] ? drawn.ways[next++] : drawn.at.has(edge.from) && drawn.at.has(edge.to) ? [drawn.at.get(edge.from), drawn.at.get(edge.to)] : null)};
    }
    return this.drawn;
  }

  look(change) {
    const {picture, room, view} = this.seen;
    this.setState({view: change(view, picture, room)});
  }

  keys(event) {
    const step = 60, move = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]}[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (move) this.look((view, ...rest) => moved(view, ...move, ...rest));
    else if (event.key === '+' || event.key === '=') this.look((view, ...rest) => zoomed(view, 1.25, ...rest));
    else if (event.key === '-') this.look((view, ...rest) => zoomed(view, 0.8, ...rest));
    else if (event.key === '0') this.look((_, ...rest) => whole(...rest));
    else return;
    event.preventDefault();
  }

  /** The wheel scrolls the page, as everywhere; with Ctrl it zooms where the pointer is. */
  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    this.look((view, picture, room) => zoomed(view, Math.exp(-event.deltaY / 300), picture, room, {x: event.clientX - box.left, y: event.clientY - box.top}));
  }

  grab(event) {
    if (event.button === 0) this.held = {x: event.clientX, y: event.clientY, dragged: false};
  }

  drag(event) {
    if (!this.held || !event.buttons) return;
    const dx = this.held.x - event.clientX, dy = this.held.y - event.clientY;
    if (!this.held.dragged && Math.hypot(dx, dy) < 5) return;
    if (!this.held.dragged) event.currentTarget.setPointerCapture(event.pointerId);
    this.held = {x: event.clientX, y: event.clientY, dragged: true};
    this.look((view, ...rest) => moved(view, dx, dy, ...rest));
  }

  /** The end of a drag is no click on the component under it. */
  clicked(event) {
    if (this.held && this.held.dragged) event.preventDefault();
    this.held = null;
  }

  render({graph, topology, bottleneck}, {narrow = false, room: wide = 600, view, folded, list}) {
    const {nodes, edges} = graph;
    if (!nodes.length) return h('p', {class: 'empty'}, 'No components.');
    const {width, height, at, ways} = this.places(nodes, edges), marked = bottleneck && bottleneck.component, listed = list ?? narrow;
    const picture = {w: width + 28, h: height + 56}, begin = fitted(picture, {w: wide, h: tallest});
    const room = {w: wide, h: Math.max(150, Math.min(tallest, Math.ceil(picture.h * begin.scale)))};
    const seen = view || fitted(picture, room), coordination = edges.some(coordinates);
    this.seen = {picture, room, view: seen};
    const button = (name, title, change) => h('button', {type: 'button', title, 'aria-label': title, onClick: () => this.look(change)}, name);
    return h('div', {class: 'graph'},
      h('div', {class: 'actions tools', role: 'group', 'aria-label': 'View of the graph'},
        !listed && h(Fragment, null, button('+', 'Zoom in', (v, ...rest) => zoomed(v, 1.25, ...rest)), button('−', 'Zoom out', (v, ...rest) => zoomed(v, 0.8, ...rest)), button('Fit', 'Show all of it', (_, ...rest) => whole(...rest))),
        !listed && coordination && h('button', {type: 'button', 'aria-pressed': String(!folded), onClick: () => this.setState({folded: !folded})}, 'Coordination'),
        h('button', {type: 'button', 'aria-pressed': String(listed), onClick: () => this.setState({list: !listed})}, 'List')),
      listed ? h(List, {nodes, edges, at, topology, marked}) : h(Picture, {graph: this, nodes, bundles: bundled(edges, ways).filter(bundle => !folded || !bundle.coordination), room, seen, at, topology, marked}),
      h('p', {class: 'legend'}, h('span', {class: 'dot calm'}), 'capacity under 66 % ', h('span', {class: 'dot warm'}), 'under 90 % ', h('span', {class: 'dot hot'}),
        listed ? 'above' : 'above · ring: queue fill · width: tuples/s'));
  }
}

const Picture = ({graph, nodes, bundles, room, seen, at, topology, marked}) => {
  const most = Math.max(...bundles.filter(b => !b.coordination).map(b => b.rate), 1e-9);
  return h('svg', {viewBox: `${seen.x - 14} ${seen.y - 34} ${room.w / seen.scale} ${room.h / seen.scale}`, width: room.w, height: room.h, role: 'group', tabindex: 0, class: seen.scale < 0.6 || bundles.length > 30 ? 'far' : undefined,
    'aria-label': 'Topology graph; each component links to its page. Arrow keys move it, plus and minus zoom, 0 shows all of it.',
    onKeyDown: e => graph.keys(e), onWheel: e => graph.wheel(e), onPointerDown: e => graph.grab(e), onPointerMove: e => graph.drag(e), onClick: e => graph.clicked(e), onDragStart: e => e.preventDefault()},
  h('defs', null, h('marker', {id: 'arrow', viewBox: '0 0 10 10', refX: 0, refY: 5, markerWidth: arrow, markerHeight: arrow, markerUnits: 'userSpaceOnUse', orient: 'auto'}, h('path', {d: 'M0 0L10 5L0 10z'}))),
  [...bundles].sort((a, b) => b.coordination - a.coordination).map(bundle => h(Edge, {key: bundle.key, bundle, most})),
  nodes.map(node => h(Node, {key: node.id, node, name: graph.names.get(node.id), place: at.get(node.id), topology, marked: marked === node.id})));
};
