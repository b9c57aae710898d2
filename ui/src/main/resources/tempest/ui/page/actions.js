// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// What an operator can do to a topology. Each action is confirmed in a dialog, which then shows its result.
import {Component, Fragment, bytes, get, h, path, plural, post, to} from './lib.js';
import {Ask, Field} from './parts.js';
import {isolate} from './names.js';

const topologyPath = (t, ...rest) => path('v1/topology', t.id, ...rest.map(String));
const wholeNumber = text => /^\d+$/.test(String(text).trim());

/** What is wrong with a field, in one sentence; null if nothing is. */
export const waitProblem = wait => wholeNumber(wait) ? null : 'The wait must be a whole number of seconds, 0 or more.';
export const loggerProblem = name => /^[\p{L}_$][\p{L}\p{N}_$-]*(\.[\p{L}\p{N}_$-]+)*$/u.test(name) ? null
  : name === '' ? 'Name a logger: a package or class, or ROOT for all.' : `“${isolate(name)}” is not the name of a logger: write a package or class such as org.example.CountBolt, or ROOT for all.`;
export const percentProblem = text => Number(text) > 0 && Number(text) <= 100 ? null
  : `${String(text).trim() === '' ? 'The percentage is missing' : `${text} % cannot be sampled`}: it must be more than 0 and at most 100.`;

const levels = ['ALL', 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'OFF'];

/** The form of one action; `fields` are kept as texts until they are sent. */
class Form extends Component {
  constructor(props) {
    super(props);
    this.state = this.first(props);
  }

  input(name, more) {
    return h('input', {value: this.state[name], onInput: e => this.setState({[name]: e.target.value}), ...more});
  }
}

const Switch = verb => ({topology, onClose}) => h(Ask, {
  title: h(Fragment, null, `${verb} `, h('bdi', null, topology.name), '?'), verb, onClose,
  text: verb === 'Activate' ? 'Spouts resume emitting.' : 'Spouts stop emitting until the topology is activated; in-flight tuples complete.',
  act: () => post(topologyPath(topology, verb.toLowerCase())).then(() => `${verb.slice(0, -1)}ion requested.`),
});

class Kill extends Form {
  /** Whether the name is to be typed is decided once, when the dialog opens: a topology that works is not to be killed by a key pressed twice. */
  first({topology}) {
    return {wait: String(topology.messageTimeoutSeconds || 30), typed: '', works: topology.now.ackedPerSecond > 0 || topology.now.emittedPerSecond > 0};
  }

  render({topology, onClose}, {wait, typed, works}) {
    const named = h('bdi', null, topology.name);
    return h(Ask, {title: h(Fragment, null, 'Kill ', named, '?'), verb: 'Kill', danger: true, onClose,
      problem: waitProblem(wait) || (works && typed.trim() !== topology.name ? `Type ${isolate(topology.name)} to kill it: it processed tuples in the last minute.` : null),
      text: 'Spouts stop at once; after the wait the workers exit and Nimbus removes the code and state. This cannot be undone.',
      act: () => post(topologyPath(topology, 'kill', wait.trim())).then(() => h(Fragment, null, 'Kill requested; ', named, ` ends in ${wait.trim()} s.`))},
    works && h(Field, {label: 'Name of the topology'}, this.input('typed', {autofocus: true, autocomplete: 'off', spellcheck: false})),
    h(Field, {label: 'Wait (seconds)', hint: 'Time for in-flight tuples to complete'}, this.input('wait', {type: 'number', min: 0, required: true})));
  }
}

class Rebalance extends Form {
  /** wish: what it begins with instead of what is. */
  first({topology, wish = {executors: {}}}) {
    const parts = topology.graph.nodes.filter(n => n.type !== 'system');
    return {wait: String(topology.messageTimeoutSeconds || 30), workers: String(wish.workers || topology.numWorkers || topology.workers || 1),
      parts: Object.fromEntries(parts.map(n => [n.id, {now: n.parallelism || n.executors, wanted: String(wish.executors[n.id] || n.parallelism || n.executors), tasks: n.tasks}]))};
  }

  changes() {
    const {workers, parts} = this.state, {topology} = this.props, now = topology.numWorkers || topology.workers || 1, changes = [];
    if (Number(workers) !== now) changes.push(`workers: ${now} → ${workers}`);
    for (const [id, part] of Object.entries(parts)) {
      if (Number(part.wanted) !== part.now) {
        changes.push(`${isolate(id)}: ${part.now} → ${plural(Number(part.wanted), 'executor')}`
          + (Number(part.wanted) > part.tasks ? `, limited to ${part.tasks} by its ${plural(part.tasks, 'task')}` : ''));
      }
    }
    return changes;
  }

  act() {
    const {wait, workers, parts} = this.state, executors = {};
    for (const [id, part] of Object.entries(parts)) if (Number(part.wanted) !== part.now) executors[id] = Number(part.wanted);
    return post(topologyPath(this.props.topology, 'rebalance', wait.trim()), {rebalanceOptions: {numWorkers: Number(workers), executors}})
      .then(() => `Rebalance requested; starts in ${wait.trim()} s.`);
  }

  render({topology, onClose}, {wait, workers, parts}) {
    const positive = text => wholeNumber(text) && Number(text) > 0, wrong = Object.entries(parts).find(([, part]) => !positive(part.wanted));
    const problem = waitProblem(wait) || (positive(workers) ? null : 'The workers must be a whole number, 1 or more.')
      || (wrong ? `The executors of ${isolate(wrong[0])} must be a whole number, 1 or more.` : null);
    const changes = problem ? [] : this.changes();
    return h(Ask, {title: h(Fragment, null, 'Rebalance ', h('bdi', null, topology.name)), verb: 'Rebalance', onClose, problem, act: () => this.act(),
      text: 'Spouts pause for the wait, then the executors are rescheduled.'},
    h('div', {class: 'pair'}, h(Field, {label: 'Wait (seconds)'}, this.input('wait', {type: 'number', min: 0})),
      h(Field, {label: 'Workers'}, this.input('workers', {type: 'number', min: 1}))),
    h('fieldset', null, h('legend', null, 'Executors'), Object.entries(parts).map(([id, part]) =>
      h(Field, {key: id, label: h('bdi', null, id), hint: `${plural(part.tasks, 'task')}`}, h('input', {type: 'number', min: 1, value: part.wanted,
        onInput: e => this.setState({parts: {...parts, [id]: {...part, wanted: e.target.value}}})})))),
    !problem && h('div', {role: 'status'}, h('b', null, 'Changes: '), changes.length
      ? h('ul', null, changes.map(line => h('li', {key: line}, line))) : 'none; executors are only rescheduled.'));
  }
}

class LogLevel extends Form {
  first() {
    return {logger: 'ROOT', level: 'DEBUG', seconds: '60'};
  }

  componentDidMount() {
    get(topologyPath(this.props.topology, 'logconfig')).then(config => this.setState({set: config.namedLoggerLevels || {}}), () => this.setState({set: {}}));
  }

  render({topology, onClose}, {logger, level, seconds, set}) {
    const active = Object.entries(set || {}).filter(([, l]) => !(l.timeout_epoch && l.timeout_epoch < Date.now())), name = logger.trim(), reset = level === '';
    return h(Ask, {title: h(Fragment, null, 'Log level of ', h('bdi', null, topology.name)), verb: reset ? 'Reset' : 'Set', onClose,
      problem: (reset && set && set[name] ? null : loggerProblem(name)) || (reset || wholeNumber(seconds) ? null : 'The time must be a whole number of seconds, 0 or more.'),
      text: reset ? `Reverts ${name} to its configured level.`
        : Number(seconds) ? 'Applies within seconds and reverts automatically.' : 'Applies within seconds and stays until reset.',
      act: () => post(topologyPath(topology, 'logconfig'), {namedLoggerLevels: {[name]: reset ? {target_level: null} : {target_level: level, timeout: Number(seconds)}}})
        .then(() => reset ? `${name} reverts to its configured level.` : `${name} logs at ${level} ${Number(seconds) ? `for ${seconds} s` : 'until reset'}.`)},
    active.length > 0 && h(Fragment, null, h('b', null, 'Active overrides'), h('ul', null, active.map(([of, l]) => h('li', {key: of}, `${of}: ${l.target_level}, ${l.timeout ? `for ${l.timeout} s` : 'until reset'} `,
      h('button', {type: 'button', onClick: () => this.setState({logger: of, level: ''})}, 'Reset', h('span', {class: 'hidden'}, ` ${of}`)))))),
    h(Field, {label: 'Logger', hint: 'A package or class; ROOT for all'}, this.input('logger', {required: true})),
    h('div', {class: 'pair'}, h(Field, {label: 'Level'}, h('select', {value: level, onChange: e => this.setState({level: e.target.value})},
      levels.map(l => h('option', {key: l, value: l}, l)), h('option', {value: ''}, 'configured level'))),
    !reset && h(Field, {label: 'For (seconds)', hint: '0: until reset'}, this.input('seconds', {type: 'number', min: 0}))));
  }
}

class Debug extends Form {
  first({topology, component}) {
    return {percent: String(((component || topology).debug || {}).samplingPercent || 10)};
  }

  render({topology, component, onClose}, {percent}) {
    // As it is now, not as it was when the dialog was opened: another operator may have switched it, or this one just before.
    const named = h('bdi', null, component ? component.id : topology.name), on = !!((component || topology).debug || {}).enabled;
    const of = component ? ['component', component.id] : [], logs = topology.eventLoggers !== 0;
    const send = () => post(topologyPath(topology, ...of, 'debug', on ? 'disable' : 'enable', on ? 0 : Number(percent)));
    return h(Ask, {title: h(Fragment, null, 'Debug sampling of ', named), verb: on ? 'Stop' : 'Start', onClose,
      problem: on ? null : logs ? percentProblem(percent) : 'Event logging is off. Set topology.eventlogger.executors to 1 or more and resubmit.',
      text: on ? 'Sampled tuples are being written to events.log.' : logs ? 'Writes a sample of the tuples to events.log, next to the worker log.' : null,
      act: () => send().then(() => on ? 'Sampling stopped.' : `Writing ${percent} % of the tuples to events.log.`)},
    !on && logs && h(Field, {label: 'Percent of tuples'}, this.input('percent', {type: 'number', min: 0.1, max: 100, step: 'any'})));
  }
}

const profiles = [
  ['jstack', 'Thread dump', w => ['jstack', w]],
  ['start', 'Start flight recorder', w => ['start', w, '10']],
  ['dump', 'Dump recording', w => ['dumpprofile', w]],
  ['stop', 'Stop flight recorder', w => ['stop', w]],
  ['heap', 'Heap dump', w => ['dumpheap', w]],
  ['restart', 'Restart worker', w => ['restartworker', w]],
];

/** The profiling files next to a worker's log; null if its host's log viewer is unreachable. */
const dumps = (topology, worker) => get(path('v2/topologies', topology.id, 'logs')).then(logs => logs.unreachable.some(u => u.startsWith(`${worker.host}:`)) ? null
  : logs.files.filter(f => f.host === worker.host && f.port === worker.port && /\.(txt|bin|jfr)$/.test(f.file)), () => null);

/** Waits for the requested file, and offers it once it is complete: of the same length twice in a row. */
class Arrival extends Component {
  constructor(props) {
    super(props);
    this.state = {looks: 0};
  }

  componentDidMount() {
    this.look(0);
  }

  componentWillUnmount() {
    this.ended = true;
    clearTimeout(this.timer);
  }

  look(size) {
    const {topology, worker, before} = this.props;
    dumps(topology, worker).then(files => {
      if (this.ended) return;
      const file = files && files.find(f => !before.includes(f.file));
      if (file && file.bytes > 0 && file.bytes === size) {
        this.setState({file});
      } else {
        this.setState({away: !files, looks: this.state.looks + 1});
        if (files && this.state.looks < 120) this.timer = setTimeout(() => this.look(file ? file.bytes : 0), 500);
      }
    });
  }

  render({topology, worker}, {file, away, looks}) {
    return file ? h(Fragment, null, h('a', {href: file.download, download: ''}, `${file.file.split('/').pop()} (${bytes(file.bytes)})`),
      /\.txt$/.test(file.file) && h(Fragment, null, ' · ', h('a', {href: to('topology', topology.id, 'logs', 'view', file.host, file.file, '0')}, 'Open here')))
      : away ? `Unreachable log viewer: ${worker.host}`
        : looks > 120 ? 'No file yet. See Logs for the file, or the worker log for the reason.' : h(Fragment, null, h('progress', null), ' Waiting for the file…');
  }
}

class Profile extends Form {
  first() {
    return {what: 'jstack'};
  }

  act() {
    const {topology, worker} = this.props, [id, name, route] = profiles.find(p => p[0] === this.state.what), where = `${worker.host}:${worker.port}`;
    const ask = () => get(topologyPath(topology, 'profiling', ...route(where)));
    if (id === 'start') return ask().then(() => `Flight recorder running on ${where} for 10 minutes or until stopped; the file then appears under Logs.`);
    if (id === 'restart') return ask().then(() => `Restarting ${where}…`);
    return dumps(topology, worker).then(files => ask().then(() => h(Fragment, null, `${name} of ${where}: `,
      h(Arrival, {topology, worker, before: (files || []).map(f => f.file)}))));
  }

  render({topology, worker, onClose}, {what}) {
    const [, name] = profiles.find(p => p[0] === what), where = `${worker.host}:${worker.port}`, records = worker.recordingUntilMillis > topology.nowMillis;
    return h(Ask, {title: `Worker ${where}`, verb: name, danger: what === 'restart', onClose, act: () => this.act(),
      problem: (what === 'dump' || what === 'stop') && !records ? `No recording is running on ${where}: start the flight recorder first.` : null,
      text: {heap: 'The worker pauses during the dump.', restart: 'In-flight tuples of the worker fail and are replayed.', start: 'Low overhead; stops automatically after 10 minutes.',
        dump: 'What has been recorded so far is saved; the recording goes on.', stop: 'The recording ends; its file is kept.'}[what] || 'The file is saved next to the worker log.'},
    h('fieldset', null, h('legend', null, 'Action'), profiles.map(([id, label]) => h('label', {class: 'radio', key: id},
      h('input', {type: 'radio', name: 'what', checked: id === what, onChange: () => this.setState({what: id})}), label))));
  }
}

export const actions = {Activate: Switch('Activate'), Deactivate: Switch('Deactivate'), Rebalance, 'Log level': LogLevel, 'Debug sampling': Debug, Kill, Profile};

/** Buttons of actions with the dialog of the one that was chosen. names: of `actions`. */
export class Actions extends Component {
  render({names, enabled, ...rest}, {open}) {
    const Chosen = open && actions[open];
    return h('div', {class: 'actions', role: 'group', 'aria-label': 'Actions'},
      names.map(name => h('button', {key: name, type: 'button', class: name === 'Kill' ? 'danger' : '', disabled: !enabled,
        title: enabled ? undefined : 'ui.actions.enabled is false', onClick: () => this.setState({open: name})}, name)),
      Chosen && h(Chosen, {...rest, key: open, onClose: () => this.setState({open: null})}));
  }
}
