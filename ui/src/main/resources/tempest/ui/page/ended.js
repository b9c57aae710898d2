// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// A topology that does not run: what is left of it, if anything is.
import {Component, Fragment, duration, exact, get, h, millis, path, percent, rate, to} from './lib.js';
import {Figures, LiveView, Status, Table, Tabs} from './parts.js';
import {isolate} from './names.js';
import {eventsOf} from './range.js';
import {Chart} from './charts.js';
import {Errors, WorkerEnds} from './topology.js';
import {FailureGroup} from './trees.js';

/** Its last figures, or its workers' logs if there are any. */
export class Left extends Component {
  componentDidMount() {
    const {id} = this.props;
    get(path('v2/ended-topologies', id)).then(ended => this.setState({ended}),
      () => get(path('v2/topologies', id, 'logs')).then(() => this.setState({known: true}), error => this.setState({known: error.status !== 404})));
  }

  render({id}, {ended, known}) {
    if (ended) return h(Ended, {ended});
    return h('p', {class: 'empty', role: 'status'}, known === false ? h(Fragment, null, 'There is no topology ', h('bdi', null, id), ', and no log of a killed one. ')
      : h(Fragment, null, 'This topology is no longer running. ', known && h(Fragment, null, h('a', {href: to('topology', id, 'logs')}, 'Worker logs'), ' · ')), h('a', {href: '#/'}, 'Back to the cluster'));
  }
}

LiveView.Gone = Left;

const Ended = ({ended: t}) => {
  document.title = `${isolate(t.name)} · Tempest`;
  const {now, series} = t, end = t.endedMillis / 1000, from = Math.max(end - 3600, t.submittedMillis / 1000), marks = eventsOf({...t, workerList: []}).filter(e => e.t >= from - 1);
  const chart = (title, format, lines) => h(Chart, {key: title, title, format, times: series.t, span: [from, end], marks, lines: lines.map(([name, key, kind]) => ({name, kind, values: series[key] || []}))});
  return h(Fragment, null,
    h('div', {class: 'heading'}, h('h1', null, h('bdi', null, t.name), ' ', h(Status, {status: 'ENDED'})), h('a', {href: '#/'}, 'Back to the cluster')),
    h(Tabs, {label: 'Parts of the topology', current: 'Overview', tabs: [['Overview', to('ended', t.id)], ['Worker logs', to('topology', t.id, 'logs')]]}),
    h('p', {class: 'banner', role: 'status'}, `This topology is no longer running: killed ${new Date(t.endedMillis).toLocaleString()}`, t.endedBy && h(Fragment, null, ' by ', h('bdi', null, t.endedBy)),
      `, after ${duration((t.endedMillis - t.submittedMillis) / 1000)}. Figures are those of the minute before.`),
    h(Figures, {items: [['Acked', rate(now.ackedPerSecond)], ['Emitted by all', rate(now.emittedPerSecond)], ['Complete p50', millis(now.completeP50Ms)], ['Complete p99', millis(now.completeP99Ms)],
      ['Failed', rate(now.failedPerSecond), now.failedPerSecond > 0 && 'bad'], ['Timed out', rate(now.timedOutPerSecond), now.timedOutPerSecond > 0 && 'bad'],
      t.workerEnds.unplanned > 0 && ['Worker restarts', exact(t.workerEnds.unplanned), 'bad'], ['Workers', exact(t.workers)], ['Executors', exact(t.executors)], ['Owner', h('bdi', null, t.owner)]]}),
    h(WorkerEnds, {id: t.id, ends: t.workerEnds}),
    series && series.t.length > 0 && h('section', null, h('h2', null, 'Its last hour'), h('div', {class: 'charts'},
      chart('Throughput', rate, [['acked', 'acked', 'a'], ['emitted by all', 'emitted', 'b']]), chart('Complete latency', millis, [['p99', 'completeP99', 'b'], ['p50', 'completeP50', 'a']]),
      chart('Failures', rate, [['failed', 'failed', 'bad'], ['timed out', 'timedOut', 'b']]), chart('Queue fill', percent, [['fullest queue', 'queueFill', 'a']]))),
    h('section', null, h('h2', null, 'Events'), h('ol', {class: 'marks'}, eventsOf({...t, workerList: []}).map(e => h('li', {key: `${e.t} ${e.text}`, class: e.bad ? 'bad' : undefined},
      `${new Date(e.t * 1000).toLocaleString()}: `, h('bdi', null, e.text))))),
    t.failures && t.failures.groups.map(g => h(FailureGroup, {key: `${g.spout} ${g.component} ${g.reason}`, id: t.id, group: g, ended: true, timeout: t.failures.messageTimeoutSeconds})),
    t.errors.length > 0 && h(Errors, {id: t.id, errors: t.errors}),
    h('section', null, h('h2', null, 'Components'), h(Components, {rows: t.components})),
    t.configuration && h('section', null, h('h2', null, 'Configuration'), h('p', {class: 'quiet'}, 'What was set for this topology; all else was the cluster’s.'), h(Configuration, {entries: t.configuration.filter(e => e.origin === 'topology')})));
};

const Components = ({rows}) => h(Table, {caption: 'Components', rows, keyOf: c => c.id, empty: 'Nothing is known of its components.', columns: [
  {name: 'Name', value: c => c.id, show: c => h('bdi', null, c.id)},
  {name: 'Emitted', value: c => c.emittedPerSecond, figure: true, show: c => rate(c.emittedPerSecond)},
  {name: 'Executed', value: c => c.executedPerSecond, figure: true, show: c => rate(c.executedPerSecond)},
  {name: 'Acked', value: c => c.ackedPerSecond, figure: true, show: c => rate(c.ackedPerSecond)},
  {name: 'Failed', value: c => c.failedPerSecond, figure: true, show: c => rate(c.failedPerSecond)},
  {name: 'Capacity', value: c => c.capacity, figure: true, show: c => percent(c.capacity)},
  {name: 'Queue', value: c => c.queueFill, figure: true, show: c => percent(c.queueFill)},
  {name: 'Execute p99', value: c => c.executeP99Ms, figure: true, show: c => millis(c.executeP99Ms)}]});

const written = value => typeof value === 'string' ? value : JSON.stringify(value);

const Configuration = ({entries}) => h(Table, {caption: 'Configuration', rows: entries, keyOf: e => e.key, empty: 'Nothing was set for it.', columns: [
  {name: 'Key', value: e => e.key, show: e => h('code', null, e.key)},
  {name: 'Value', value: e => written(e.value), show: e => h('code', {class: 'value'}, written(e.value))}]});
