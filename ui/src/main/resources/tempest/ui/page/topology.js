// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// One topology, and one of its components: the graph, charts, the bottleneck, and actions.
import {Fragment, ago, count, duration, exact, get, h, inRange, millis, moment, path, percent, plural, rate, to} from './lib.js';
import {eventsOf, rangeOf, ranges, usual, within} from './range.js';
import {Fetched, Figures, LiveView, State, Table, Tabs} from './parts.js';
import {isolate, isolated} from './names.js';
import {Actions} from './actions.js';
import {Chart} from './charts.js';
import {Graph, heat} from './graph.js';
import {Metrics} from './metrics.js';
import {WhatIf} from './whatif.js';

export const TopologyTabs = ({id, current}) => h(Tabs, {label: 'Parts of the topology', current, tabs: [
  ['Overview', to('topology', id)], ['Failures', to('topology', id, 'failures')], ['Trace', to('topology', id, 'traces')],
  ['Logs', to('topology', id, 'logs')], ['Configuration', to('topology', id, 'configuration')]]});

/** A view whose charts are loaded for the range of time in the address, and then grow by the points that come with the data. */
class WithSeries extends LiveView {
  constructor(props) {
    super(props);
    this.state.series = null;
  }

  componentDidMount() {
    super.componentDidMount();
    this.load();
  }

  componentDidUpdate(before) {
    if (before.range === this.props.range) return;
    this.setState({series: null});
    this.load();
  }

  /** By the server's clock, once it is known. */
  range() {
    const {data} = this.state;
    return rangeOf(this.props.range, data ? data.nowMillis / 1000 : Date.now() / 1000);
  }

  load() {
    const {id, component} = this.props, {seconds} = this.range(), loading = {};
    this.loading = loading;
    get(`${path('v2/topologies', id, 'series')}?seconds=${seconds}${component ? `&component=${encodeURIComponent(component)}` : ''}`)
      .then(series => this.loading === loading && this.setState({series}), () => this.loading === loading && this.setState({series: this.state.series || {t: []}}))
      .finally(() => { if (this.loading === loading) this.loading = null; });
  }

  componentWillUnmount() {
    super.componentWillUnmount();
    this.loading = {};
  }

  arrived({point}) {
    const {series} = this.state, last = series && series.t[series.t.length - 1];
    if (!point || !series || this.loading || point.t <= last) return;
    // Longer steps, and the first one, come from Nimbus.
    if (!series.t.length || series.stepSeconds > 10) {
      if (!(point.t < last + 2 * series.stepSeconds)) this.load();
      return;
    }
    for (const key of Object.keys(series)) {
      if (Array.isArray(series[key])) series[key].push(point[key] ?? null);
    }
    while (series.t[0] < point.t - 3600) for (const key of Object.keys(series)) if (Array.isArray(series[key])) series[key].shift();
  }
}

/** The charts of a view, all of one range of time, which dragging over any of them narrows. */
export const History = ({series, charts, range, events}) => {
  const shown = series && within(series, range), span = [range.from ?? (shown && shown.t[0]), range.to ?? (shown && shown.t[shown.t.length - 1])];
  const marks = shown && shown.t.length ? events.filter(e => e.t >= span[0] && e.t <= span[1]) : [];
  const choose = name => { location.hash = inRange(name === usual ? null : name).slice(1); };
  return h('section', null, h('div', {class: 'heading'}, h('h2', null, range.label), h('label', null, 'Time ', h('select', {value: range.name, onChange: e => choose(e.target.value)},
    ranges.map(([name, label]) => h('option', {key: name, value: name}, label)), range.label === 'Zoomed' && h('option', {value: range.name}, `${moment(range.from, 0)} to ${moment(range.to, 0)}`)))),
  range.problem && h('p', {class: 'banner warm', role: 'status'}, range.problem),
  !series ? h('p', {class: 'loading'}, 'Loading…') : h('div', {class: 'charts'}, charts.map(([title, format, lines]) => h(Chart, {key: title, title, format, times: shown.t, span, marks,
    onZoom: (from, to) => choose(`${Math.floor(from)}-${Math.ceil(to)}`), lines: lines.map(([name, key, kind]) => ({name, kind, values: shown[key] || []}))}))),
  marks.length > 0 && h('details', {class: 'marks'}, h('summary', null, `Marks: ${plural(marks.length, 'event')}`), h('ol', null, marks.slice(0, 20).map(e =>
    h('li', {key: `${e.t} ${e.text}`, class: e.bad ? 'bad' : undefined}, `${new Date(e.t * 1000).toLocaleString()}: `, h('bdi', null, e.text))))));
};

export class TopologyView extends WithSeries {
  live({id, system}) {
    return `${path('v2/topologies', id)}${system ? '?sys=true' : ''}`;
  }

  view(t, {id, system}, {series}) {
    document.title = `${isolate(t.name)} · Tempest`;
    const now = t.now;
    return h(Fragment, null,
      h('div', {class: 'heading'}, h('h1', null, h('bdi', null, t.name), ' ', h(State, {topology: t})),
        h(Actions, {topology: t, enabled: t.actionsEnabled, names: [t.status === 'INACTIVE' ? 'Activate' : 'Deactivate', 'Rebalance', 'Log level', 'Debug sampling', 'Kill']})),
      h(TopologyTabs, {id, current: 'Overview'}),
      h(Findings, {id, findings: t.findings, names: t.graph.nodes.map(n => n.id)}),
      h(Figures, {items: [
        ['Acked', rate(now.ackedPerSecond)], ['From spouts', rate(fromSpouts(t.graph.nodes)), false, 'What spouts emit: the rate of the source'],
        ['Emitted by all', rate(now.emittedPerSecond), false, 'What spouts and bolts emit, all together: a tuple counts again at each bolt that emits it'],
        ['Complete p50', millis(now.completeP50Ms)], ['Complete p99', millis(now.completeP99Ms)],
        ['Failed', rate(now.failedPerSecond), now.failedPerSecond > 0 && 'bad'], ['Timed out', rate(now.timedOutPerSecond), now.timedOutPerSecond > 0 && 'bad'],
        t.workerEnds.unplanned > 0 && ['Worker restarts', count(t.workerEnds.unplanned), t.workerEnds.restarting && 'bad'], ['In flight', count(now.pending)], ['Workers', count(t.workers)], ['Executors', count(t.executors)], ['Uptime', duration(t.uptimeSeconds)],
      ]}),
      t.totals && t.totals.acked > 0 && h('p', {class: 'quiet'}, `Since its workers started: ${exact(t.totals.acked)} acked, ${exact(t.totals.failed ?? 0)} failed, ${exact(t.totals.emitted)} emitted by all.`),
      h(WorkerEnds, {id, ends: t.workerEnds}),
      h('section', null, h('div', {class: 'heading'}, h('h2', null, 'Graph'), h('a', {class: 'toggle', href: system ? to('topology', id) : to('topology', id, 'system')},
        system ? 'Hide system components' : 'Show system components')),
      h(Graph, {graph: t.graph, topology: id, bottleneck: t.bottleneck})),
      h(WhatIf, {topology: t}),
      h(History, {series, range: this.range(), events: eventsOf(t), charts: [
        ['Throughput', rate, [['acked', 'acked', 'a'], ['emitted by all', 'emitted', 'b']]],
        ['Complete latency', millis, [['p99', 'completeP99', 'b'], ['p50', 'completeP50', 'a']]],
        ['Failures', rate, [['failed', 'failed', 'bad'], ['timed out', 'timedOut', 'b']]],
        ['Queue fill', percent, [['fullest queue', 'queueFill', 'a']]],
        ['Backpressure', percent, [['blocked', 'blocked', 'b']]]]}),
      h(Metrics, {id, range: this.range(), events: eventsOf(t)}),
      h('section', null, h('h2', null, 'Workers'), h(Workers, {topology: t})),
      h('section', null, h('h2', null, 'Components'), h(Components, {id, nodes: inOrder(t.graph.nodes)})));
  }
}

/** Null if no spout tells. */
const fromSpouts = nodes => nodes.filter(n => n.type === 'spout' && n.emittedPerSecond !== null).reduce((sum, n) => (sum ?? 0) + n.emittedPerSecond, null);

const kinds = ['spout', 'bolt', 'system'];
const inOrder = nodes => [...nodes].sort((a, b) => kinds.indexOf(a.type) - kinds.indexOf(b.type) || a.id.localeCompare(b.id));

const tone = {bad: 'banner bad', warm: 'banner warm', calm: 'banner'};

/** All there is to say, the worst first; that nothing is wrong is said only if nothing is. */
const Findings = ({id, findings, names}) => findings.map(f => h('p', {key: f.kind, class: tone[f.level]}, h('bdi', null, isolated(f.sentence, names)), ' ',
  f.kind === 'failing' ? h('a', {href: to('topology', id, 'failures')}, 'View failures')
    : f.component && h('a', {href: to('topology', id, 'component', f.component)}, 'View component')));

const causes = {exited: 'exited', signalled: 'killed by a signal', out_of_memory: 'out of memory', hung: 'hung', not_started: 'did not start',
  unreachable: 'unreachable', planned: 'planned'};

/** The latest ends of workers with what they logged at last; the first is open if it is new. */
export const WorkerEnds = ({id, ends}) => ends.recent.length > 0 && h('section', {class: 'ends'}, h('h2', null, 'Worker restarts ',
  h('span', {class: 'quiet'}, Object.entries(ends.totals).map(([cause, n]) => `${exact(n)} ${causes[cause]}`).join(', '))),
ends.recent.slice(0, 5).map((e, i) => h('details', {class: e.cause === 'planned' ? 'error planned' : 'error', key: `${e.timeMillis} ${e.host} ${e.port}`, open: i === 0 && ends.restarting},
  h('summary', null, h('b', null, `${e.host}:${e.port} `, h('bdi', null, e.reason)), h('span', {class: 'quiet'}, ` ${new Date(e.timeMillis).toLocaleString()}`,
    e.ranSeconds === null ? '' : `, after ${duration(e.ranSeconds)}`, `, ${causes[e.cause]}`)),
  e.lastLines.length > 0 && h('pre', {tabIndex: 0, 'aria-label': 'Last lines of its log'}, e.lastLines.join('\n')),
  h('a', {href: to('topology', id, 'logs', 'view', e.host, e.logFile)}, 'worker.log'))));

const at = age => new Date(Date.now() - age * 1000).toLocaleString();

/** A spout's time-outs are failures. */
const failing = n => n.timedOutPerSecond > 0 ? n.failedPerSecond + n.timedOutPerSecond : n.failedPerSecond;

const Components = ({id, nodes}) => h(Table, {caption: 'Components', rows: nodes, keyOf: n => n.id, empty: 'No components.', columns: [
  {name: 'Name', value: n => n.id, show: n => h('a', {href: to('topology', id, 'component', n.id)}, h('bdi', null, n.id))},
  {name: 'Kind', value: n => n.type},
  {name: 'Executors', value: n => n.executors, figure: true},
  {name: 'Tasks', value: n => n.tasks, figure: true},
  {name: 'Emitted', value: n => n.emittedPerSecond, figure: true, show: n => rate(n.emittedPerSecond)},
  {name: 'Executed', value: n => n.executedPerSecond, figure: true, show: n => n.type === 'spout' ? '–' : rate(n.executedPerSecond)},
  {name: 'Acked', value: n => n.ackedPerSecond, figure: true, show: n => rate(n.ackedPerSecond)},
  {name: 'Failed', value: failing, figure: true, title: 'Failed or timed out, per second', show: n => h('span', {class: failing(n) > 0 ? 'bad' : ''}, rate(failing(n)))},
  {name: 'Capacity', value: n => n.capacity, figure: true, show: n => h('span', {class: `heat ${heat(n.capacity)}`}, percent(n.capacity)), title: 'Share of time that the busiest executor spends in user code'},
  {name: 'Queue', value: n => n.queueFill, figure: true, show: n => percent(n.queueFill), title: 'Fill of the fullest queue'},
  {name: 'Execute p50', value: n => n.executeP50Ms, figure: true, show: n => millis(n.executeP50Ms)},
  {name: 'Execute p99', value: n => n.executeP99Ms, figure: true, show: n => millis(n.executeP99Ms)},
  {name: 'Last error', value: n => n.lastErrorAgeSeconds, show: n => n.lastError ? h(Fragment, null, h('bdi', null, n.lastError), h('span', {title: at(n.lastErrorAgeSeconds)}, ` (${ago(n.lastErrorAgeSeconds)})`)) : '–'},
]});

const Workers = ({topology}) => h(Table, {caption: 'Workers', rows: topology.workerList, keyOf: w => `${w.host}:${w.port}`, empty: 'No running workers.', columns: [
  {name: 'Worker', value: w => `${w.host}:${w.port}`, show: w => h('a', {href: to('topology', topology.id, 'worker', `${w.host}:${w.port}`)}, `${w.host}:${w.port}`)},
  {name: 'Executors', value: w => w.executors, figure: true},
  {name: 'Uptime', value: w => w.uptimeSeconds, figure: true, show: w => duration(w.uptimeSeconds)},
  {name: 'Heap', value: w => w.heapBytes, figure: true, show: w => w.heapBytes === null ? '–' : `${count(w.heapBytes / 1e6)} of ${count(w.heapMaxBytes / 1e6)} MB`, title: 'Used of what the JVM may use'},
  {name: 'GC', value: w => w.gc, figure: true, show: w => h('span', {class: `heat ${w.gc > 0.3 ? 'hot' : ''}`}, percent(w.gc)), title: 'Share of time spent in garbage collection'},
  {name: 'CPU', value: w => w.cpu, figure: true, show: w => percent(w.cpu), title: 'Of one processor'},
  {name: 'Memory', value: w => w.memMb, figure: true, show: w => `${count(w.memMb)} MB`, title: 'Assigned by the scheduler'},
  {name: 'Heard', value: w => w.silentSeconds, figure: true, show: w => ago(w.silentSeconds), title: 'Last heartbeat'},
  {name: 'Log', show: w => h('a', {href: to('topology', topology.id, 'logs', 'view', w.host, `${topology.id}/${w.port}/worker.log`)}, 'worker.log')},
  {name: 'Diagnostics', show: w => h(Actions, {topology, worker: w, names: ['Profile'], enabled: topology.actionsEnabled})},
]});

const executorColumns = (id, spout) => [
  {name: 'Executor', value: e => e.id},
  {name: 'Worker', value: e => `${e.host}:${e.port}`, show: e => h('a', {href: to('topology', id, 'worker', `${e.host}:${e.port}`)}, `${e.host}:${e.port}`)},
  {name: 'Uptime', value: e => e.uptimeSeconds, figure: true, show: e => duration(e.uptimeSeconds)},
  {name: 'Emitted', value: e => e.emitted, figure: true, show: e => count(e.emitted)},
  !spout && {name: 'Executed', value: e => e.executed, figure: true, show: e => count(e.executed)},
  {name: 'Acked', value: e => e.acked, figure: true, show: e => count(e.acked)},
  {name: 'Failed', value: e => e.failed, figure: true, show: e => h('span', {class: e.failed > 0 ? 'bad' : ''}, count(e.failed))},
  {name: 'Queue', value: e => e.queueFill, figure: true, show: e => percent(e.queueFill)},
  ...(spout ? [
    {name: 'Complete p50', value: e => e.completeP50Ms, figure: true, show: e => millis(e.completeP50Ms)},
    {name: 'Complete p99', value: e => e.completeP99Ms, figure: true, show: e => millis(e.completeP99Ms)},
  ] : [
    {name: 'Capacity', value: e => e.capacity, figure: true, show: e => h('span', {class: `heat ${heat(e.capacity)}`}, percent(e.capacity))},
    {name: 'Execute p50', value: e => e.executeP50Ms, figure: true, show: e => millis(e.executeP50Ms)},
    {name: 'Execute p99', value: e => e.executeP99Ms, figure: true, show: e => millis(e.executeP99Ms)},
    {name: 'Process p50', value: e => e.processP50Ms, figure: true, show: e => millis(e.processP50Ms)},
    {name: 'Process p99', value: e => e.processP99Ms, figure: true, show: e => millis(e.processP99Ms)},
  ]),
].filter(Boolean);

/** One square an executor, hotter the busier it is; the table below says the same in numbers. */
const HeatMap = ({executors}) => h('ul', {class: 'heatmap', 'aria-label': 'Executors by capacity'}, executors.map(e =>
  h('li', {key: e.id, class: heat(e.capacity), title: `${e.id} on ${e.host}:${e.port}: capacity ${percent(e.capacity)}, queue ${percent(e.queueFill)}`},
    h('span', {class: 'hidden'}, `${e.id}: ${percent(e.capacity)}`))));

export class ComponentView extends WithSeries {
  live({id}) {
    return `${path('v2/topologies', id)}?sys=true`;
  }

  componentDidMount() {
    super.componentDidMount();
    this.timer = setInterval(() => document.hidden || this.loading || this.load(), 10000);
  }

  componentWillUnmount() {
    super.componentWillUnmount();
    clearInterval(this.timer);
  }

  /** The points that come with the data are of the whole topology; this view loads its own. */
  arrived() {
  }

  view(t, {id, component}, {series}) {
    document.title = `${isolate(component)} · ${isolate(t.name)}`;
    const spout = (t.graph.nodes.find(n => n.id === component) || {}).type === 'spout';
    return h(Fragment, null,
      h('p', {class: 'crumbs'}, h('a', {href: to('topology', id)}, h('bdi', null, t.name))),
      h(Fetched, {path: path('v2/topologies', id, 'components', component), every: 4000, what: component}, c => h(Fragment, null,
        h('div', {class: 'heading'}, h('h1', null, h('bdi', null, c.id), ' ', h('span', {class: 'quiet'}, c.type)), h(Actions, {topology: t, component: c, enabled: t.actionsEnabled, names: ['Debug sampling']})),
        h('section', null, h('h2', null, plural(c.executors.length, 'executor')), !spout && h(HeatMap, {executors: c.executors}),
          h(Table, {caption: 'Executors', rows: c.executors, keyOf: e => e.id, empty: 'No running executors.', columns: executorColumns(id, spout)})),
        h(Errors, {id, errors: c.errors}),
        h(Streams, {component: c}))),
      h(History, {series, range: this.range(), events: eventsOf(t), charts: spout ? [
        ['Throughput', rate, [['acked', 'acked', 'a'], ['emitted', 'emitted', 'b']]],
        ['Complete latency', millis, [['p99', 'completeP99', 'b'], ['p50', 'completeP50', 'a']]],
        ['Failures', rate, [['failed', 'failed', 'bad'], ['timed out', 'timedOut', 'b']]],
      ] : [
        ['Throughput', rate, [['executed', 'executed', 'a'], ['emitted', 'emitted', 'b']]],
        ['Execute latency', millis, [['p99', 'executeP99', 'b'], ['p50', 'executeP50', 'a']]],
        ['Capacity', percent, [['capacity', 'capacity', 'a']]],
        ['Queue fill', percent, [['fullest queue', 'queueFill', 'b']]]]}),
      h(Metrics, {id, component, range: this.range(), events: eventsOf(t)}));
  }
}

export const Errors = ({id, errors}) => h('section', null, h('h2', null, 'Recent errors'), errors.length === 0 ? h('p', {class: 'empty'}, 'None.')
  : errors.map((e, i) => h('details', {class: 'error', key: `${e.timeSeconds} ${i}`, open: i === 0},
    h('summary', null, e.component && h(Fragment, null, h('bdi', null, e.component), ': '), h('b', null, h('bdi', null, e.stack.split('\n')[0])), h('span', {class: 'quiet'}, ` ${new Date(e.timeSeconds * 1000).toLocaleString()} on ${e.host}:${e.port}`, e.count > 1 ? `, ${exact(e.count)} times` : '')),
    h('pre', {tabIndex: 0}, e.stack),
    h('a', {href: to('topology', id, 'logs', 'search', e.stack.split('\n')[0].slice(0, 120))}, 'Search the logs'))));

const shownStreams = component => component.outputs.filter(s => component.type === 'system' || !s.stream.startsWith('__'));

const Streams = ({component, component: {inputs}, outputs = shownStreams(component)}) => h('section', {class: 'two'},
  inputs.length > 0 && h('div', null, h('h2', null, 'Inputs'), h(Table, {caption: 'Inputs', rows: inputs, keyOf: s => `${s.component} ${s.stream}`, empty: '', columns: [
    {name: 'From', value: s => s.component, show: s => h('bdi', null, s.component)}, {name: 'Stream', value: s => s.stream, show: s => h('bdi', null, s.stream)},
    {name: 'Executed', value: s => s.executed, figure: true, show: s => count(s.executed)}, {name: 'Acked', value: s => s.acked, figure: true, show: s => count(s.acked)},
    {name: 'Failed', value: s => s.failed, figure: true, show: s => count(s.failed)},
    {name: 'Execute', value: s => s.executeLatencyMs, figure: true, show: s => millis(s.executeLatencyMs)}, {name: 'Process', value: s => s.processLatencyMs, figure: true, show: s => millis(s.processLatencyMs)}]})),
  outputs.length > 0 && h('div', null, h('h2', null, 'Outputs'), h(Table, {caption: 'Outputs', rows: outputs, keyOf: s => s.stream, empty: '', columns: [
    {name: 'Stream', value: s => s.stream, show: s => h('bdi', null, s.stream)}, {name: 'Emitted', value: s => s.emitted, figure: true, show: s => count(s.emitted)},
    {name: 'Transferred', value: s => s.transferred, figure: true, show: s => count(s.transferred)},
    {name: 'Acked', value: s => s.acked, figure: true, show: s => count(s.acked)}, {name: 'Failed', value: s => s.failed, figure: true, show: s => count(s.failed)}]})));
