// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// Failed tuples by component and reason, and traces of sampled tuple trees.
import {Component, Fragment, clock, h, millis, path, plural, post, rate, to, when} from './lib.js';
import {Fetched, OfTopology, Table} from './parts.js';
import {DeadLetters} from './letters.js';
import {isolated} from './names.js';
import {eventsOf, rangeOf} from './range.js';
import {History, TopologyTabs} from './topology.js';

const reasons = {TIMED_OUT: 'timed out', FAILED: 'failed by a bolt'};

export const FailuresView = ({id, range: asked}) => {
  const now = () => Date.now() / 1000;
  return h(Fragment, null, h(OfTopology, {id, part: 'Failures'}), h('h1', null, 'Failures'), h(TopologyTabs, {id, current: 'Failures'}),
    h(Fetched, {path: path('v2/topologies', id), every: 10000, what: 'Chart'}, topology =>
      h(Fetched, {path: `${path('v2/topologies', id, 'series')}?seconds=${rangeOf(asked, now()).seconds}`, every: 10000, what: 'Chart'}, series => h(History, {series, range: rangeOf(asked, Math.max(now(), ...series.t.slice(-1))),
        events: eventsOf(topology), charts: [['Failures', rate, [['failed', 'failed', 'bad'], ['timed out', 'timedOut', 'b']]]]}))),
    h(Fetched, {path: path('v2/topologies', id, 'failures'), every: 3000, what: 'Failures'}, ({groups, messageTimeoutSeconds}) => groups.length === 0
      ? h('p', {class: 'empty'}, 'No failures in the last hour.')
      : groups.map(g => h(FailureGroup, {key: `${g.spout} ${g.component} ${g.reason}`, id, group: g, timeout: messageTimeoutSeconds}))),
    h(DeadLetters, {id}));
};

/** @param ended whether the topology runs no more, so that its components have no pages */
export const FailureGroup = ({id, group: g, timeout, ended, named = name => ended ? h('bdi', null, name) : h('a', {href: to('topology', id, 'component', name)}, h('bdi', null, name))}) => h('section', {class: 'failure'},
  h('h2', null, g.component ? named(g.component) : h('bdi', null, g.where.length ? g.where[0].title : 'A bolt that is not known'), ' ',
    h('span', {class: `reason ${g.reason.toLowerCase()}`}, reasons[g.reason] || g.reason)),
  h('p', null, `${plural(g.count, 'tuple')} from `, named(g.spout), `; median ${millis(g.medianAfterMs)}, max ${millis(g.maxAfterMs)}`,
    g.lastMillis ? `; last at ${when(g.lastMillis / 1000)}. ` : '. ', g.reason === 'TIMED_OUT'
      ? `Timed out: exceeded topology.message.timeout.secs${timeout ? ` (${timeout} s)` : ''}.` : 'Failed: a bolt called fail or threw an exception.'),
  g.where.length > 0 && h('ul', {class: 'where'}, g.where.map(w => h('li', {key: w.title}, h('bdi', null, isolated(w.sentence, [g.spout, w.component].filter(Boolean))), ' ',
    w.component && !ended && h('a', {href: to('topology', id, 'component', w.component)}, 'View component')))),
  h(Table, {caption: `Samples of ${g.component || g.spout}`, rows: g.samples, keyOf: s => `${s.timeMillis} ${s.messageId} ${s.task}`, empty: 'No samples.', columns: [
    {name: 'Message id', value: s => s.messageId, show: s => h('code', null, h('bdi', null, s.messageId ?? '–'))},
    g.samples.some(s => s.error) && {name: 'Error', value: s => s.error ?? '', show: s => h('bdi', null, s.error ?? '–')},
    g.samples.some(s => s.values) && {name: 'Values', value: s => s.values ?? '', show: s => h('code', {class: 'value'}, h('bdi', null, s.values ?? '–'))},
    {name: 'Stream', value: s => s.stream || '–', show: s => h('bdi', null, s.stream || '–')},
    {name: 'Spout task', value: s => s.spoutTask, figure: true},
    {name: g.component ? 'Failed at' : 'Spout at', value: s => s.host, show: s => s.host === null ? '–' : h(Fragment, null, s.task === null ? '' : `task ${s.task} on `,
      h('a', {href: to('topology', id, 'logs', 'view', s.host, s.logFile)}, `${s.host}:${s.port}`))},
    {name: 'Time to fail', value: s => s.afterMs, figure: true, show: s => millis(s.afterMs)},
    {name: 'Time', value: s => s.timeMillis, figure: true, show: s => when(s.timeMillis / 1000)}].filter(Boolean)}));

export class TracesView extends Component {
  choose(percent, again) {
    this.setState({error: null, busy: true});
    post(path('v2/topologies', this.props.id, 'traces', 'rate'), {percent})
      .then(() => { this.setState({busy: false}); again(); }, error => this.setState({busy: false, error}));
  }

  render({id}, {slowest = false, error, busy, open}) {
    return h(Fragment, null, h(OfTopology, {id, part: 'Trace'}), h('h1', null, 'Trace'), h(TopologyTabs, {id, current: 'Trace'}),
      h(Fetched, {path: path('v2/topologies', id, 'traces'), every: 2000, what: 'Traces'}, (data, again) => {
        const listed = slowest ? data.slowest : data.recent;
        // The open tree stays in the list while new ones arrive.
        const trees = open && !listed.some(t => t.root === open.root) ? [...listed, open] : listed;
        return h(Fragment, null,
          h('div', {class: 'filter'},
            h('label', null, 'Sample rate ', h('select', {value: String(data.percent), disabled: busy, onChange: e => this.choose(Number(e.target.value), again)},
              [...new Set([0, 0.01, 0.1, 1, 10, 100, data.percent])].sort((a, b) => a - b).map(p => h('option', {key: p, value: String(p)}, p ? `${p} %` : 'off')))),
            h('label', null, h('input', {type: 'checkbox', checked: slowest, onChange: e => this.setState({slowest: e.target.checked})}), ' Slowest of the last minute')),
          error && h('p', {class: 'banner bad', role: 'alert'}, error.message),
          trees.length === 0 ? h('p', {class: 'empty'}, data.percent ? 'Waiting for the first trace' : 'Tracing is off. A sample rate applies within seconds.')
            : h('ol', {class: 'trees'}, trees.map(t => h(Tree, {key: t.root, tree: t, id, open: !!open && open.root === t.root, toggle: () => this.setState({open: open && open.root === t.root ? null : t})}))));
      }));
  }
}

const Tree = ({tree, id, open, toggle}) => h('li', {class: 'tree'},
  h('button', {type: 'button', 'aria-expanded': String(open), onClick: toggle}, h('span', null, h('bdi', null, tree.spout), ' ', h('code', null, h('bdi', null, tree.messageId ?? tree.root))), ' ',
    h('span', {class: `outcome ${tree.outcome.toLowerCase()}`}, tree.outcome.toLowerCase().replace('_', ' ')), ' ',
    h('span', {class: 'quiet'}, `${clock(tree.emittedMillis / 1000)} · ${plural(tree.hops.length, 'hop')}`), ' ', h('b', null, millis(tree.totalMs))),
  open && h(Waterfall, {tree, id}));

/** Time between the end of the call that emitted the tuple and the start of its own: transfer and queueing. */
function waited(hop, hops) {
  if (hop.queuedMs !== null && hop.queuedMs !== undefined) return hop.queuedMs;
  const parent = hops[hop.parent];
  return Math.max(0, hop.startMs - (parent ? parent.startMs + parent.executeMs : 0));
}

/** A hop a row: queued, executing, then time to ack. */
function Waterfall({tree, id}) {
  const total = Math.max(tree.totalMs || 0, ...tree.hops.map(p => p.startMs + p.executeMs + (p.ackMs || 0)), 1e-6);
  const height = 26, width = 640, x = ms => Math.max(0, ms) / total * width, depth = tree.hops.map(() => 0);
  tree.hops.forEach((hop, i) => { depth[i] = hop.parent >= 0 && hop.parent < i ? depth[hop.parent] + 1 : 0; });
  return h('div', {class: 'waterfall'},
    h('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Hops'}, h('table', null, h('caption', {class: 'hidden'}, 'Hops of the tree'),
      h('thead', null, h('tr', null, ['Hop', 'Task', 'Queued', 'Executed', 'Time to ack', ''].map(t => h('th', {scope: 'col', key: t}, t || h('span', {class: 'hidden'}, 'Timeline'))))),
      h('tbody', null, tree.hops.map((hop, i) => h('tr', {key: i},
        h('th', {scope: 'row'}, '\u00a0\u00a0\u00a0'.repeat(Math.min(8, depth[i])), h('a', {href: to('topology', id, 'component', hop.component)}, h('bdi', null, hop.component))),
        h('td', null, `${hop.task} on ${hop.host}:${hop.port}`), h('td', {class: 'figure'}, millis(waited(hop, tree.hops))), h('td', {class: 'figure'}, millis(hop.executeMs)),
        h('td', {class: 'figure'}, millis(hop.ackMs)),
        h('td', {class: 'bars'}, h('svg', {viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true'},
          h('rect', {class: 'queued', x: x(hop.startMs - waited(hop, tree.hops)), y: 7, width: x(waited(hop, tree.hops)) + 0.5, height: 12}),
          h('rect', {class: 'executed', x: x(hop.startMs), y: 4, width: x(hop.executeMs) + 1.5, height: 18}),
          hop.ackMs > 0 && h('rect', {class: 'acked', x: x(hop.startMs + hop.executeMs), y: 11, width: x(hop.ackMs), height: 4}))))))),
    h('p', {class: 'legend'}, h('span', {class: 'dot queued'}), 'queued ', h('span', {class: 'dot executed'}), 'executing ', h('span', {class: 'dot acked'}), `time to ack · total ${millis(tree.totalMs)}`)));
}

