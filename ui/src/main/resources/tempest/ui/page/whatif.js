// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// What a topology would do with other executors and workers: predicted by Nimbus's measurements, and applied by a rebalance.
import {Component, Fragment, get, h, path, percent, plural, rate} from './lib.js';
import {actions} from './actions.js';
import {isolate, isolated} from './names.js';
import {Field, Figures, Table} from './parts.js';

/** So long after the last change of a field the question is asked, and again so long after each answer. */
const waitMillis = 250, againMillis = 10000;
const positive = text => /^[1-9]\d{0,4}$/.test(String(text).trim());
const workersOf = t => t.numWorkers || t.workers || 1;
const own = t => t.graph.nodes.filter(n => n.type !== 'system');

/** What is wrong with the fields, in one sentence; null if nothing is. */
export const wishProblem = ({workers, processors}) => !positive(workers) ? 'The workers must be a whole number, 1 or more.'
  : processors.trim() !== '' && !(/^\d{1,5}(\.\d{1,3})?$/.test(processors.trim()) && Number(processors) > 0) ? 'The processors must be a number above 0.' : null;

/** The question that the fields ask: only what differs from what is. */
export const question = (t, {executors, workers, processors}) => {
  const query = new URLSearchParams();
  own(t).filter(n => executors[n.id] && executors[n.id] !== n.executors).forEach(n => query.append('executors', `${n.id}:${executors[n.id]}`));
  if (Number(workers) !== workersOf(t)) query.append('workers', String(workers).trim());
  if (processors.trim() !== '') query.append('processors', processors.trim());
  return `${path('v2/topologies', t.id, 'what-if')}${query.size ? `?${query}` : ''}`;
};

const arrow = (now, then, show) => h(Fragment, null, show(now), h('span', {class: 'hidden'}, ' then'), h('span', {'aria-hidden': 'true'}, ' → '), h('b', null, show(then)));

/** A button that opens the panel below it. */
export class WhatIf extends Component {
  render({topology}, {open}) {
    return h('section', {class: 'whatif'}, h('button', {type: 'button', 'aria-expanded': String(!!open), onClick: () => this.setState({open: !open})}, 'What if'),
      open && h(Panel, {topology, key: topology.id}));
  }
}

class Panel extends Component {
  constructor(props) {
    super(props);
    this.state = {executors: {}, workers: String(workersOf(props.topology)), processors: ''};
  }

  componentDidMount() {
    this.ask();
  }

  componentWillUnmount() {
    this.ended = true;
    clearTimeout(this.timer);
  }

  change(change) {
    this.setState(change);
    this.later(waitMillis);
  }

  later(millis) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), millis);
  }

  ask() {
    if (document.hidden || wishProblem(this.state)) {
      this.later(againMillis);
      return;
    }
    const asked = this.asked = question(this.props.topology, this.state);
    get(asked, AbortSignal.timeout(15000)).then(
      answer => this.ended || this.asked !== asked || this.setState({answer, error: null}),
      error => this.ended || this.asked !== asked || this.setState({error, answer: null}))
      .finally(() => this.ended || this.asked !== asked || this.later(againMillis));
  }

  /** What the rebalance dialog begins with. */
  wish() {
    const {topology} = this.props, {executors, workers} = this.state;
    return {workers, executors: Object.fromEntries(own(topology).filter(n => executors[n.id] && executors[n.id] !== n.executors).map(n => [n.id, executors[n.id]]))};
  }

  render({topology}, {executors, workers, processors, answer, error, applying}) {
    const nodes = own(topology), names = nodes.map(n => n.id), problem = wishProblem({workers, processors}), wish = this.wish();
    const changed = Object.keys(wish.executors).length > 0 || Number(workers) !== workersOf(topology), per = answer && answer.tuplesPerSecond;
    return h('div', {class: 'card', role: 'group', 'aria-label': 'What if'},
      h('fieldset', null, h('legend', null, 'Executors'), h('div', {class: 'sliders'}, nodes.map(n => {
        const then = executors[n.id] || n.executors;
        return h('label', {class: 'field', key: n.id}, h('span', null, h('bdi', null, n.id)), h('input', {type: 'range', min: 1, max: Math.max(n.tasks, n.executors), value: then, disabled: n.tasks <= 1 && n.executors <= 1,
          'aria-valuetext': `${plural(then, 'executor')} of ${isolate(n.id)}`, onInput: e => this.change({executors: {...executors, [n.id]: Number(e.target.value)}})}),
        h('small', null, `${then === n.executors ? n.executors : `${n.executors} → ${then}`} of ${plural(n.tasks, 'task')}`));
      }))),
      h('div', {class: 'pair'},
        h(Field, {label: 'Workers'}, h('input', {type: 'number', min: 1, value: workers, onInput: e => this.change({workers: e.target.value})})),
        h(Field, {label: 'Processors', hint: 'Of the workers’ machines; empty: as supervisor.cpu.capacity says'},
          h('input', {type: 'number', min: 0, step: 'any', value: processors, placeholder: answer && answer.processors !== null ? String(answer.processors) : '', onInput: e => this.change({processors: e.target.value})}))),
      h('p', {class: 'problem', role: 'status'}, problem),
      error && h('p', {class: 'banner bad', role: 'alert'}, `No prediction: ${error.message}`),
      h('p', {class: answer && !answer.known ? 'banner warm' : 'banner', role: 'status'}, answer ? h('bdi', null, isolated(answer.sentence, names)) : error ? 'No prediction.' : 'Loading…'),
      answer && answer.remarks.length > 0 && h('ul', {class: 'quiet'}, answer.remarks.map(remark => h('li', {key: remark}, h('bdi', null, isolated(remark, names))))),
      per && h(Figures, {items: [['From spouts', rate(per.measured)], ['Predicted', rate(per.predicted)], ['Range', `${rate(per.low)} to ${rate(per.high)}`],
        answer.predictedProcessorsUsed !== null && ['Processors used', arrow(answer.processorsUsed, answer.predictedProcessorsUsed, n => n.toFixed(1))], ['Measured for', `${answer.measuredSeconds} s`]]}),
      answer && answer.known && h(Table, {caption: 'Prediction by component', search: false, rows: answer.components, keyOf: c => c.id, empty: '', columns: [
        {name: 'Component', value: c => c.id, show: c => h('bdi', null, c.id)},
        {name: 'Executors', value: c => c.executors, figure: true},
        {name: 'Tuples', value: c => c.predictedTuplesPerSecond, figure: true, show: c => arrow(c.tuplesPerSecond, c.predictedTuplesPerSecond, rate)},
        {name: 'Busy', value: c => c.predictedBusy, figure: true, title: 'Share of time that the busiest executor spends in user code', show: c => c.busy === null ? '–' : arrow(c.busy, c.predictedBusy, percent)}]}),
      h('div', {class: 'actions'},
        h('button', {type: 'button', class: 'primary', disabled: !changed || !!problem || !topology.actionsEnabled, title: topology.actionsEnabled ? undefined : 'ui.actions.enabled is false',
          onClick: () => this.setState({applying: true})}, 'Apply…'),
        h('button', {type: 'button', disabled: !changed, onClick: () => this.change({executors: {}, workers: String(workersOf(topology))})}, 'Reset')),
      applying && h(actions.Rebalance, {topology, wish, onClose: () => this.setState({applying: false})}));
  }
}
