// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// The cluster: its topologies, supervisors and Nimbus hosts.
import {Component, Fragment, count, duration, h, millis, plural, rate, to} from './lib.js';
import {isolate} from './names.js';
import {Fetched, Figures, LiveView, State, Status, Table} from './parts.js';
import {Sparkline} from './charts.js';

/** What ui.title is unless it is set: the contract's default, not a title of this page. */
const stormsTitle = 'Storm UI';
const titleOf = data => data.title === stormsTitle ? 'Tempest cluster' : data.title;

/** Time-outs are failures. */
export const failing = t => (t.failedPerSecond ?? 0) + (t.timedOutPerSecond ?? 0);

export const sum = (rows, of) => rows.reduce((total, row) => total + (of(row) || 0), 0);

export class ClusterView extends LiveView {
  live() {
    return 'v2/cluster';
  }

  view(data) {
    const {topologies, supervisors, nimbuses} = data, leader = nimbuses.find(n => n.leader);
    document.title = `${titleOf(data)} · ${plural(topologies.length, 'topology', 'topologies')}`;
    return h(Fragment, null,
      h('h1', {class: data.title === stormsTitle ? 'hidden' : undefined}, titleOf(data)),
      h(Figures, {items: [
        ['Topologies', count(topologies.length)],
        ['Acked', rate(sum(topologies, t => t.ackedPerSecond))],
        ['Failed', rate(sum(topologies, failing)), sum(topologies, failing) > 0 && 'bad'],
        topologies.some(t => t.restarting) && ['Restarting', plural(topologies.filter(t => t.restarting).length, 'topology', 'topologies'), 'bad'],
        ['Slots', `${sum(supervisors, s => s.used)} of ${sum(supervisors, s => s.total)}`],
        ['Leader', leader ? `${leader.host}:${leader.port}` : 'none', !leader && 'bad'],
        ['Version', data.tempestVersion],
        ['Storm API', data.version],
      ]}),
      h('section', null, h('h2', null, 'Topologies'), h(Topologies, {rows: topologies})),
      h('section', null, h('h2', null, 'Supervisors and slots'), h(Slots, {supervisors})),
      h('section', null, h('h2', null, 'Nimbus'), h(Nimbuses, {rows: nimbuses})),
      h(RecentlyKilled, {running: topologies.map(t => t.id)}));
  }
}

export const Topologies = ({rows}) => h(Table, {
  caption: 'Topologies', rows, keyOf: t => t.id,
  empty: h(Fragment, null, 'No topologies. Submit one with ', h('code', null, 'storm jar my.jar my.Main name'), '.'),
  columns: [
    {name: 'Name', value: t => t.name, show: t => h('a', {href: to('topology', t.id)}, h('bdi', null, t.name))},
    {name: 'State', value: t => t.status, show: t => h(State, {topology: t})},
    {name: 'Acked', value: t => t.ackedPerSecond, figure: true, show: t => rate(t.ackedPerSecond), title: 'Tuple trees completed per second'},
    {name: 'Throughput', show: t => h(Sparkline, {values: t.spark.acked, label: 'Acked per second, last 10 minutes', format: rate})},
    {name: 'p99', value: t => t.completeP99Ms, figure: true, show: t => millis(t.completeP99Ms), title: '99th percentile of the complete latency'},
    {name: 'Latency', show: t => h(Sparkline, {values: t.spark.p99, label: 'p99 of the complete latency, last 10 minutes', format: millis})},
    {name: 'Failed', value: failing, figure: true, title: 'Tuples failed by a bolt or timed out, per second', show: t => failing(t) > 0
      ? h('a', {class: 'bad', href: to('topology', t.id, 'failures'), title: `${rate(t.timedOutPerSecond)} timed out`}, rate(failing(t))) : rate(t.failedPerSecond)},
    {name: 'Restarts', value: t => t.workerEnds, figure: true, title: 'Workers that ended without being asked to, since the topology was submitted',
      show: t => h('span', {class: t.restarting ? 'bad' : ''}, count(t.workerEnds))},
    {name: 'Workers', value: t => t.workers, figure: true},
    {name: 'Executors', value: t => t.executors, figure: true},
    {name: 'Uptime', value: t => t.uptimeSeconds, figure: true, show: t => duration(t.uptimeSeconds)},
    {name: 'Owner', value: t => t.owner || '–', show: t => t.owner ? h('a', {href: to('owner', t.owner)}, h('bdi', null, t.owner)) : '–'},
  ],
});

/** A colour per topology that stays the same as long as its id does. */
const tint = id => `tint${[...id].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 8, 0)}`;

const Slots = ({supervisors}) => supervisors.length ? h('ul', {class: 'racks'}, supervisors.map(s =>
  h('li', {key: s.id, class: s.blacklisted ? 'rack bad' : 'rack'},
    h('div', {class: 'who'}, h('a', {href: to('supervisor', s.id)}, h('b', null, s.host)), ' ', h('span', {class: 'quiet'}, `up ${duration(s.uptimeSeconds)} · ${s.used} of ${s.total} slots`,
      s.totalMemMb ? ` · ${count(s.usedMemMb)} of ${count(s.totalMemMb)} MB` : '', s.blacklisted ? ' · blacklisted' : ''),
      s.totalMemMb && s.usedMemMb > s.totalMemMb && h('p', {class: 'bad'}, `Memory over-committed: its workers may use ${count(s.usedMemMb)} MB of ${count(s.totalMemMb)} MB.`)),
    h('ul', {class: 'slots'}, s.slots.map((slot, i) => slot.topologyId
      ? h('li', {key: slot.port ?? `free${i}`, class: `slot used ${tint(slot.topologyId)}`}, h('a', {href: to('topology', slot.topologyId),
        title: `${isolate(slot.topologyName)} on port ${slot.port}: ${plural(slot.executors, 'executor')}, up ${duration(slot.uptimeSeconds)}`},
      h('bdi', null, slot.topologyName), h('small', null, `${slot.port} · ${plural(slot.executors, 'executor')}`)))
      : h('li', {key: slot.port ?? `free${i}`, class: 'slot'}, h('span', null, 'free'), slot.port && h('small', null, slot.port)))))))
  : h('p', {class: 'empty'}, 'No supervisors. Start one with ', h('code', null, 'storm supervisor'), '.');

const Nimbuses = ({rows}) => h(Table, {
  caption: 'Nimbus hosts', rows, keyOf: n => `${n.host}:${n.port}`, empty: 'No Nimbus hosts.',
  columns: [
    {name: 'Host', value: n => n.host, show: n => `${n.host}:${n.port}`},
    {name: 'Role', value: n => n.status, show: n => h(Status, {status: n.status})},
    {name: 'Uptime', value: n => n.uptimeSeconds, figure: true, show: n => duration(n.uptimeSeconds)},
    {name: 'Storm API', value: n => n.version},
    {name: 'Log', show: n => n.logLink ? h('a', {href: n.logLink}, 'nimbus.log') : '–'},
  ],
});

/** The last topologies that were killed, with what is left of them: of the latest their figures, of others their logs. */
const RecentlyKilled = ({running}) => h(Fetched, {path: 'v2/ended-topologies', every: 10000, what: 'Recently killed topologies'}, ({topologies}) =>
  h(Fetched, {path: 'v1/history/summary', every: 10000, what: 'Recently killed topologies'}, data => {
    const known = topologies.map(t => t.id), older = data['topo-history'].filter(id => !running.includes(id) && !known.includes(id)).slice(-20).reverse();
    return (known.length > 0 || older.length > 0) && h('section', null, h('h2', null, 'Recently killed'),
      known.length > 0 && h(Table, {caption: 'Recently killed', rows: topologies, keyOf: t => t.id, empty: '', columns: [
        {name: 'Name', value: t => t.name, show: t => h('a', {href: to('ended', t.id)}, h('bdi', null, t.name))},
        {name: 'Ended', value: t => t.endedMillis, figure: true, show: t => new Date(t.endedMillis).toLocaleString()},
        {name: 'Killed by', value: t => t.endedBy ?? '', show: t => h('bdi', null, t.endedBy ?? '–')},
        {name: 'Ran for', value: t => t.endedMillis - t.submittedMillis, figure: true, show: t => duration((t.endedMillis - t.submittedMillis) / 1000)},
        {name: 'Restarts', value: t => t.workerEndCount, figure: true, show: t => count(t.workerEndCount), title: 'Workers that ended without being asked to'},
        {name: 'Owner', value: t => t.owner, show: t => h('bdi', null, t.owner)},
        {name: 'Logs', show: t => h('a', {href: to('topology', t.id, 'logs'), 'aria-label': `Logs of ${isolate(t.id)}`}, 'logs')}]}),
      older.length > 0 && h('ul', {class: 'killed'}, older.map(id => h('li', {key: id}, h('bdi', null, id), ' ', h('a', {href: to('topology', id, 'logs'), 'aria-label': `Logs of ${isolate(id)}`}, 'logs')))));
  }));

/** Every key with its value and where that came from; the search looks at both. */
export class ConfigurationView extends Component {
  render({path, title}, {text = '', origin = ''}) {
    document.title = `${title} · Configuration`;
    return h(Entries, {path, title, text, origin, set: part => this.setState(part)});
  }
}

const shown = value => value === null ? 'null' : typeof value === 'string' ? value : JSON.stringify(value);

const Entries = ({path, title, text, origin, set}) => h(Fetched, {path, what: 'Configuration'}, ({entries}) => {
  const wanted = text.toLowerCase();
  const rows = entries.filter(e => (!origin || e.origin === origin) && (!wanted || `${e.key} ${shown(e.value)}`.toLowerCase().includes(wanted)));
  return h(Fragment, null, h('h1', null, title),
    h('form', {class: 'filter', role: 'search', onSubmit: e => e.preventDefault()},
      h('label', null, 'Search ', h('input', {type: 'search', value: text, onInput: e => set({text: e.target.value})})),
      h('label', null, 'Source ', h('select', {value: origin, onChange: e => set({origin: e.target.value})},
        h('option', {value: ''}, 'any'), [...new Set(entries.map(e => e.origin))].map(o => h('option', {key: o, value: o}, o)))),
      h('span', {role: 'status'}, `${rows.length} of ${plural(entries.length, 'key')}`)),
    h(Table, {caption: title, rows, search: false, keyOf: e => e.key, empty: 'No matching keys.', columns: [
      {name: 'Key', value: e => e.key, show: e => h('code', null, e.key)},
      {name: 'Value', value: e => shown(e.value), show: e => h('code', {class: 'value'}, shown(e.value))},
      {name: 'Source', value: e => e.origin, show: e => h('span', {class: `origin ${e.origin === 'default' ? 'quiet' : ''}`}, e.origin)},
    ]}));
});
