// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// Where topologies run and whose they are: a worker, a supervisor, an owner.
import {Fragment, ago, bytes, count, duration, h, millis, path, percent, plural, rate, to} from './lib.js';
import {Figures, LiveView, Table} from './parts.js';
import {isolate} from './names.js';
import {Actions} from './actions.js';
import {Topologies, failing, sum} from './cluster.js';
import {heat} from './graph.js';
import {WorkerEnds} from './topology.js';

export class WorkerView extends LiveView {
  live({id, worker}) {
    return path('v2/topologies', id, 'workers', worker);
  }

  gone({id, worker}) {
    return h('p', {class: 'empty', role: 'status'}, `No worker ${worker} runs for this topology now. `, h('a', {href: to('topology', id)}, 'Back to the topology'));
  }

  view(data, {id, worker}) {
    const {process: w, executors, workerEnds} = data;
    document.title = `${worker} · ${isolate(data.topologyName)} · Tempest`;
    const topology = {id, name: data.topologyName, nowMillis: data.nowMillis};
    return h(Fragment, null,
      h('p', {class: 'crumbs'}, h('a', {href: to('topology', id)}, h('bdi', null, data.topologyName))),
      h('div', {class: 'heading'}, h('h1', null, worker, ' ', h('span', {class: 'quiet'}, 'worker')), h(Actions, {topology, worker: w, names: ['Profile'], enabled: data.actionsEnabled})),
      h(Figures, {items: [['Uptime', duration(w.uptimeSeconds)], ['Last heard', ago(w.silentSeconds), w.silentSeconds >= 20 && 'bad'],
        ['Heap', w.heapBytes === null ? '–' : `${bytes(w.heapBytes)} of ${bytes(w.heapMaxBytes)}`, false, 'Used of what the JVM may use'], ['GC', percent(w.gc), w.gc > 0.3 && 'bad', 'Share of time spent in garbage collection'],
        ['CPU', percent(w.cpu), false, 'Of one processor'], ['Threads', count(w.threads)], ['Restarts', count(workerEnds.unplanned), workerEnds.restarting && 'bad', 'Of the ends kept of its topology, those on this port that nobody asked for'],
        ['Executors', count(executors.length)], ['Memory', `${count(w.memMb)} MB`, false, 'Assigned by the scheduler'], ['Process', w.pid === null ? '–' : String(w.pid)]]}),
      h('p', null, h('a', {href: to('topology', id, 'logs', 'view', w.host, `${id}/${w.port}/worker.log`)}, 'worker.log'), ' · ', h('a', {href: to('supervisor', w.supervisorId)}, `Supervisor ${w.host}`)),
      h(WorkerEnds, {id, ends: workerEnds}),
      h('section', null, h('h2', null, 'Executors'), h(Table, {caption: 'Executors', rows: executors, keyOf: e => e.id, empty: 'No running executors.', columns: [
        {name: 'Executor', value: e => e.id},
        {name: 'Component', value: e => e.component, show: e => h('a', {href: to('topology', id, 'component', e.component)}, h('bdi', null, e.component))},
        {name: 'Emitted', value: e => e.emittedPerSecond, figure: true, show: e => rate(e.emittedPerSecond)},
        {name: 'Executed', value: e => e.executedPerSecond, figure: true, show: e => rate(e.executedPerSecond)},
        {name: 'Capacity', value: e => e.capacity, figure: true, show: e => h('span', {class: `heat ${heat(e.capacity)}`}, percent(e.capacity))},
        {name: 'Queue', value: e => e.queueFill, figure: true, show: e => percent(e.queueFill)},
        {name: 'Blocked', value: e => e.blocked, figure: true, show: e => percent(e.blocked), title: 'Share of time that it waited for full queues downstream'},
        {name: 'Execute p99', value: e => e.executeP99Ms, figure: true, show: e => millis(e.executeP99Ms)}]})));
  }
}

export class SupervisorView extends LiveView {
  live() {
    return 'v2/cluster';
  }

  view(data, {supervisor}) {
    const s = data.supervisors.find(one => one.id === supervisor);
    if (!s) return h('p', {class: 'empty', role: 'status'}, `No supervisor ${isolate(supervisor)} is announced. `, h('a', {href: '#/'}, 'Back to the cluster'));
    document.title = `${s.host} · Tempest`;
    const over = s.totalMemMb && s.usedMemMb > s.totalMemMb;
    return h(Fragment, null, h('p', {class: 'crumbs'}, h('a', {href: '#/'}, 'Cluster')), h('h1', null, s.host, ' ', h('span', {class: 'quiet'}, 'supervisor')),
      s.blacklisted && h('p', {class: 'banner bad'}, 'Blacklisted: the scheduler gives it no workers.'),
      over && h('p', {class: 'banner warm'}, `Memory over-committed: its workers may use ${count(s.usedMemMb)} MB of ${count(s.totalMemMb)} MB.`),
      h(Figures, {items: [['Slots', `${s.used} of ${s.total}`], s.totalMemMb && ['Memory', `${count(s.usedMemMb)} of ${count(s.totalMemMb)} MB`, over && 'bad', 'Assigned by the scheduler'],
        s.totalCpu && ['CPU', `${count(s.usedCpu)} of ${count(s.totalCpu)} %`, false, 'Assigned by the scheduler; 100 % is one processor'], ['Uptime', duration(s.uptimeSeconds)], ['Version', s.version || '–'], ['Id', s.id]]}),
      h('section', null, h('h2', null, 'Slots'), h(Table, {caption: 'Slots', rows: s.slots, keyOf: slot => slot.port, empty: 'It offers no slots.', columns: [
        {name: 'Port', value: slot => slot.port, show: slot => slot.port ?? '–'},
        {name: 'Topology', value: slot => slot.topologyName ?? '', show: slot => slot.topologyId ? h('a', {href: to('topology', slot.topologyId)}, h('bdi', null, slot.topologyName)) : h('span', {class: 'quiet'}, 'free')},
        {name: 'Worker', show: slot => slot.topologyId ? h('a', {href: to('topology', slot.topologyId, 'worker', `${s.host}:${slot.port}`)}, `${s.host}:${slot.port}`) : '–'},
        {name: 'Executors', value: slot => slot.executors, figure: true, show: slot => count(slot.executors)},
        {name: 'Memory', value: slot => slot.memMb, figure: true, show: slot => slot.topologyId ? `${count(slot.memMb)} MB` : '–', title: 'Assigned by the scheduler'},
        {name: 'Uptime', value: slot => slot.uptimeSeconds, figure: true, show: slot => duration(slot.uptimeSeconds)}]})));
  }
}

export class OwnerView extends LiveView {
  live() {
    return 'v2/cluster';
  }

  view(data, {owner}) {
    const rows = data.topologies.filter(t => t.owner === owner), ids = new Set(rows.map(t => t.id)), slots = data.supervisors.flatMap(s => s.slots).filter(slot => ids.has(slot.topologyId));
    document.title = `${isolate(owner)} · Tempest`;
    return h(Fragment, null, h('p', {class: 'crumbs'}, h('a', {href: '#/'}, 'Cluster')), h('h1', null, h('bdi', null, owner), ' ', h('span', {class: 'quiet'}, 'owner')),
      h(Figures, {items: [['Topologies', count(rows.length)], ['Acked', rate(sum(rows, t => t.ackedPerSecond))], ['Failed', rate(sum(rows, failing)), sum(rows, failing) > 0 && 'bad'],
        ['Workers', count(sum(rows, t => t.workers))], ['Executors', count(sum(rows, t => t.executors))], ['Memory', `${count(sum(slots, slot => slot.memMb))} MB`, false, 'Assigned by the scheduler']]}),
      h('section', null, h('h2', null, plural(rows.length, 'topology', 'topologies')), h(Topologies, {rows})));
  }
}
