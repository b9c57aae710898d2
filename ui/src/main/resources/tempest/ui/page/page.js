// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
'use strict';

// Everything shown is set as text, never as markup: names and errors come from users.
const EVERY_MILLIS = 2000;
const content = document.getElementById('content');
const state = document.getElementById('state');
let shown = 0;

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function show(value) {
  return typeof value === 'number' ? value.toLocaleString() : String(value ?? '');
}

function tiles(pairs) {
  const list = make('dl', null, 'tiles');
  for (const [name, value] of pairs) {
    const tile = make('div');
    tile.append(make('dt', name), make('dd', show(value)));
    list.append(tile);
  }
  return list;
}

// columns: [heading, function of row to value, function of row to link or undefined]
function table(title, rows, columns, none) {
  const section = make('section');
  section.append(make('h2', title));
  if (rows.length === 0) {
    section.append(make('p', none, 'empty'));
    return section;
  }
  const element = make('table');
  const head = make('tr');
  const numeric = columns.map(([, value]) => rows.every(row => value(row) !== '' && !isNaN(value(row))));
  columns.forEach(([name], i) => head.append(make('th', name, numeric[i] ? 'number' : '')));
  element.append(head);
  for (const row of rows) {
    const line = make('tr');
    columns.forEach(([, value, link], i) => {
      const cell = make('td', null, numeric[i] ? 'number' : '');
      if (link) {
        const anchor = make('a', show(value(row)));
        anchor.href = link(row);
        cell.append(anchor);
      } else {
        cell.textContent = show(value(row));
      }
      line.append(cell);
    });
    element.append(line);
  }
  const scroll = make('div', null, 'scroll');
  scroll.append(element);
  section.append(scroll);
  return section;
}

async function ask(path) {
  const response = await fetch('api/v1/' + path);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.errorMessage || answer.error);
  return answer;
}

async function cluster() {
  const [summary, nimbuses, supervisors, topologies] = await Promise.all(
    ['cluster/summary', 'nimbus/summary', 'supervisor/summary', 'topology/summary'].map(ask));
  return [
    tiles([['Version', summary.stormVersion], ['Supervisors', summary.supervisors], ['Slots used', summary.slotsUsed + ' of ' + summary.slotsTotal],
      ['Topologies', summary.topologies], ['Executors', summary.executorsTotal], ['Tasks', summary.tasksTotal]]),
    table('Topologies', topologies.topologies, [['Name', t => t.name, t => '#' + encodeURIComponent(t.id)], ['Status', t => t.status],
      ['Uptime', t => t.uptime], ['Workers', t => t.workersTotal], ['Executors', t => t.executorsTotal], ['Tasks', t => t.tasksTotal],
      ['Owner', t => t.owner], ['Id', t => t.id]], 'None runs. Submit one with storm jar.'),
    table('Nimbus', nimbuses.nimbuses, [['Host', n => n.host], ['Port', n => String(n.port)], ['Status', n => n.status], ['Uptime', n => n.nimbusUpTime],
      ['Version', n => n.version]], 'None.'),
    table('Supervisors', supervisors.supervisors, [['Host', s => s.host], ['Uptime', s => s.uptime], ['Slots', s => s.slotsTotal],
      ['Used', s => s.slotsUsed], ['Version', s => s.version], ['Id', s => s.id]], 'None has joined. Start one with storm supervisor.'),
  ];
}

async function topology(id) {
  const t = await ask('topology/' + encodeURIComponent(id));
  const counts = [['Emitted', c => c.emitted], ['Transferred', c => c.transferred], ['Acked', c => c.acked], ['Failed', c => c.failed]];
  const size = [['Executors', c => c.executors], ['Tasks', c => c.tasks]];
  const error = [['Last error', c => (c.lastError || '').split('\n')[0]]];
  return [
    tiles([['Topology', t.name], ['Status', t.status], ['Uptime', t.uptime], ['Workers', t.workersTotal], ['Executors', t.executorsTotal], ['Tasks', t.tasksTotal]]),
    table('Statistics', t.topologyStats, [['Window', s => s.windowPretty], ...counts, ['Complete latency ms', s => s.completeLatency]], 'None yet.'),
    table('Spouts (all time)', t.spouts, [['Id', s => s.spoutId], ...size, ...counts, ['Complete latency ms', s => s.completeLatency], ...error], 'None.'),
    table('Bolts (all time)', t.bolts, [['Id', b => b.boltId], ...size, ...counts, ['Executed', b => b.executed], ['Execute latency ms', b => b.executeLatency],
      ['Process latency ms', b => b.processLatency], ['Capacity', b => b.capacity], ...error], 'None.'),
    table('Workers', t.workers, [['Host', w => w.host], ['Port', w => String(w.port)], ['Executors', w => w.executorsTotal], ['Uptime', w => w.uptime],
      ['Log', () => 'worker.log', w => w.workerLogLink]], 'None yet.'),
  ];
}

async function refresh() {
  const round = ++shown;
  const id = decodeURIComponent(location.hash.slice(1));
  try {
    const parts = await (id ? topology(id) : cluster());
    if (round !== shown) return;
    content.replaceChildren(...parts);
    content.className = '';
    state.className = '';
    state.textContent = 'updated ' + new Date().toLocaleTimeString();
  } catch (failure) {
    if (round !== shown) return;
    content.className = 'stale';
    state.className = 'bad';
    state.textContent = failure instanceof TypeError ? 'the UI server does not answer' : failure.message;
  }
}

addEventListener('hashchange', () => { content.replaceChildren(); refresh(); });
refresh();
setInterval(() => { if (!document.hidden) refresh(); }, EVERY_MILLIS);
