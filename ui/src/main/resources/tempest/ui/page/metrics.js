// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// What tasks measure themselves: metrics that a topology's code registered, one of them at a time as a chart, and where event time is.
import {Component, Fragment, bytes, count, duration, get, h, inRange, millis, path, plural, to} from './lib.js';
import {within} from './range.js';
import {Fetched, Table} from './parts.js';
import {Chart} from './charts.js';

const none = value => value === null || value === undefined || Number.isNaN(value);
const tidy = value => Math.abs(value) >= 100 ? count(value) : String(Number(value.toPrecision(3)));

/** A number as its metric's name says that it is meant; a change of a total is per second. */
function unit({name, kind}) {
  const plain = /(^|[._-])(ms|millis)$/i.test(name) ? value => value < 0 ? tidy(value) : value < 60000 ? millis(value) : `${tidy(value / 60000)} min`
    : /(^|[._-])bytes$/i.test(name) ? value => value < 0 ? tidy(value) : bytes(Number(value.toPrecision(3))) : tidy;
  const told = value => none(value) ? '–' : plain(value), perSecond = value => none(value) ? '–' : `${tidy(value)}/s`;
  return {told, charted: kind === 'total' ? perSecond : told};
}

const keyOf = m => JSON.stringify([m.component, m.name]);
const values = m => m.tasks.map(t => t.value);
const sum = m => m.tasks.length ? values(m).reduce((a, b) => a + b, 0) : null;
const mean = m => m.tasks.length ? sum(m) / m.tasks.length : null;
const least = m => m.tasks.length ? Math.min(...values(m)) : null;
const most = m => m.tasks.length ? Math.max(...values(m)) : null;

/** Loads the chosen metric again when another is chosen, or another range, and every ten seconds. */
class MetricChart extends Component {
  componentDidMount() {
    this.load();
    this.timer = setInterval(() => document.hidden || this.loading || this.load(), 10000);
  }

  componentDidUpdate(before) {
    if (keyOf(before.metric) === keyOf(this.props.metric) && before.task === this.props.task && before.range.name === this.props.range.name) return;
    this.setState({series: null, error: null});
    this.load();
  }

  load() {
    const {id, metric: {component, name}, task, range} = this.props, loading = {};
    this.loading = loading;
    const query = new URLSearchParams({component, name, seconds: range.seconds});
    if (task) query.set('task', task);
    get(`${path('v2/topologies', id, 'metrics', 'series')}?${query}`)
      .then(series => this.loading === loading && this.setState({series, error: null}), error => this.loading === loading && this.setState({error}))
      .finally(() => { if (this.loading === loading) this.loading = null; });
  }

  componentWillUnmount() {
    this.loading = {};
    clearInterval(this.timer);
  }

  render({metric, task, range, events}, {series, error}) {
    if (error) return h('p', {class: 'banner bad', role: 'alert'}, `The chart is unavailable: ${error.message}`);
    if (!series) return h('p', {class: 'loading'}, 'Loading…');
    const shown = within(series, range), span = [range.from ?? shown.t[0], range.to ?? shown.t[shown.t.length - 1]];
    const lines = task ? [[`task ${task}`, 'value', 'a']] : metric.kind === 'total' ? [['busiest task', 'max', 'b'], ['all tasks', 'sum', 'a']]
      : [['max', 'max', 'b'], ['mean', 'mean', 'a'], ['min', 'min', 'c']];
    return h('div', {class: 'charts'}, h(Chart, {title: h(Fragment, null, h('bdi', null, metric.component), ': ', h('bdi', null, metric.name), metric.kind === 'total' && ' per second'), label: `${metric.component}: ${metric.name}`, format: unit(metric).charted, times: shown.t, span,
      marks: events.filter(e => e.t >= span[0] && e.t <= span[1]), onZoom: (from, until) => { location.hash = inRange(`${Math.floor(from)}-${Math.ceil(until)}`).slice(1); },
      lines: lines.map(([name, key, kind]) => ({name, kind, values: shown[key] || []}))}));
  }
}

/** A table of metrics, of which one is a chart, of all tasks together or of one. */
class MetricsTable extends Component {
  render({id, metrics, component, range, events}, {key, task}) {
    const chosen = metrics.find(m => keyOf(m) === key) || metrics[0], one = chosen.tasks.some(t => t.task === task) ? task : 0;
    const number = (name, of, title) => ({name, value: of, figure: true, title, show: m => unit(m).told(of(m))});
    return h('section', {class: 'metrics'},
      h('div', {class: 'heading'}, h('h2', null, 'Metrics ', h('span', {class: 'quiet'}, `registered by the topology, ${range.label.toLowerCase()}`)),
        h('label', null, 'Task ', h('select', {value: one, onChange: e => this.setState({task: Number(e.target.value)})}, h('option', {value: 0}, 'all together'), chosen.tasks.map(t => h('option', {key: t.task, value: t.task}, t.task))))),
      h(MetricChart, {id, metric: chosen, task: one, range, events}),
      h(Table, {caption: 'Metrics', rows: metrics, keyOf, empty: '', rowClass: m => m === chosen && 'chosen', columns: [
        {name: 'Metric', value: m => m.name, show: m => h('button', {type: 'button', class: 'name', 'aria-pressed': m === chosen, onClick: () => this.setState({key: keyOf(m), task: 0})}, h('bdi', null, m.name))},
        !component && {name: 'Component', value: m => m.component, show: m => h('a', {href: to('topology', id, 'component', m.component)}, h('bdi', null, m.component))},
        {name: 'Tasks', value: m => m.tasks.length, figure: true, title: 'Tasks that tell it now'},
        number('Sum', sum, 'Of all tasks, as told last'), number('Min', least), number('Mean', mean), number('Max', most)].filter(Boolean)}));
  }
}

/** A date, if the time is one: a watermark may be at the end of time. */
const date = ms => none(ms) ? 'not begun' : Math.abs(ms) > 8.64e15 ? ms > 0 ? 'the end of time' : 'not begun' : new Date(ms).toLocaleString();

/** Of each component the task that is farthest behind. */
const slowestOf = rows => [...rows.reduce((slowest, row) => {
  const known = slowest.get(row.component);
  return known && (known.watermarkMillis ?? -Infinity) <= (row.watermarkMillis ?? -Infinity) ? slowest : slowest.set(row.component, row);
}, new Map()).values()];

const behind = ms => ms < 1000 ? `${Math.round(ms)} ms` : ms < 60000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms / 1000);

const EventTime = ({id, rows, component}) => h('section', null, h('h2', null, 'Event time'),
  h(Table, {caption: 'Event time', rows: component ? rows : slowestOf(rows), keyOf: r => `${r.component} ${r.task}`, empty: '', columns: [
    component ? {name: 'Task', value: r => r.task} : {name: 'Component', value: r => r.component, show: r => h('a', {href: to('topology', id, 'component', r.component)}, h('bdi', null, r.component))},
    {name: 'Watermark', value: r => r.watermarkMillis, show: r => date(r.watermarkMillis), title: component ? 'Event time is complete up to here' : 'Event time is complete up to here, in the slowest task'},
    {name: 'Behind', value: r => r.behindMillis, figure: true, show: r => behind(r.behindMillis), title: 'Behind the latest event time that came'},
    {name: 'Held back by', value: r => r.heldBy, show: r => none(r.heldBy) ? '–' : h('bdi', null, r.heldBy), title: 'The slowest input that is waited for, as component/stream'},
    !component && {name: 'Task', value: r => r.task, figure: true}].filter(Boolean)}));

/** Of a topology, or of one component; nothing where nothing is measured. */
export const Metrics = ({id, component, range, events}) => h(Fetched, {path: `${path('v2/topologies', id, 'metrics')}${component ? `?component=${encodeURIComponent(component)}` : ''}`, every: 5000, what: 'Metrics'},
  ({metrics, eventTime, leftOut}) => h(Fragment, null,
    eventTime.length > 0 && h(EventTime, {id, rows: eventTime, component}),
    metrics.length > 0 && h(MetricsTable, {id, metrics, component, range, events}),
    leftOut > 0 && h('p', {class: 'banner warm', role: 'status'}, `${plural(leftOut, 'metric')} of this topology ${leftOut === 1 ? 'is' : 'are'} not shown: too many, names too long, or values that are no numbers. The workers' logs say more.`)));
