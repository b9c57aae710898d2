// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// Lines over time, drawn as SVG: a sparkline for tables and a chart with axes, crosshair and a table for those who cannot see it.
import {Component, h, moment} from './lib.js';

const defined = values => values.filter(v => v !== null && v !== undefined && !Number.isNaN(v));

/** A line is broken where nothing is known: at a value that is missing, and at a step that is missing. A value that stands alone is a dot. */
export function line(values, times, x, y) {
  const known = i => i >= 0 && i < values.length && !(values[i] === null || values[i] === undefined || Number.isNaN(values[i]));
  const steps = times ? times.slice(1).map((t, i) => t - times[i]).sort((a, b) => a - b) : [], step = steps.length ? steps[steps.length >> 1] : 0;
  const joined = i => known(i - 1) && known(i) && (!times || times[i] - times[i - 1] <= 1.5 * step);
  return values.map((v, i) => !known(i) ? '' : `${joined(i) ? 'L' : 'M'}${x(i).toFixed(1)} ${y(v).toFixed(1)}${!joined(i) && !joined(i + 1) ? 'h0' : ''}`).join('');
}

/** A line without axes; what it shows is said in words too. */
export function Sparkline({values, label, format}) {
  const width = 120, height = 24, known = defined(values || []);
  if (known.length < 2) return h('span', {class: 'quiet'}, 'No history yet');
  const top = Math.max(...known, 1e-9);
  const said = `${label}: now ${format(known[known.length - 1])}, max ${format(Math.max(...known))}`;
  const path = line(values, null, i => i * width / (values.length - 1), v => height - 2 - v / top * (height - 4));
  return h('svg', {class: 'spark', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': said},
    h('title', null, said), h('path', {d: path}));
}

/** A tidy upper end of an axis: 1, 2 or 5 times a power of ten. */
export function ceiling(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(end => end >= value * 0.999);
}

/**
 * lines: [{name, values, kind}], kind picks the colour; times in seconds since the epoch, as long as each line's values; span: [from, to] of the axis; marks:
 * [{t, text, bad}] of what happened; onZoom(from, to) is called when a part was dragged over. label says the title where it is markup.
 */
export class Chart extends Component {
  render({title, label = title, times, lines, format, span, marks = [], onZoom}, {at, drag}) {
    const width = 420, height = 150, left = 52, right = 8, top = 8, bottom = 20;
    const known = lines.flatMap(l => defined(l.values));
    if (!times.length || !known.length) {
      return h('figure', {class: 'chart'}, h('figcaption', null, title), h('p', {class: 'quiet'}, 'No data yet'));
    }
    const low = Math.min(...known) < 0 ? -ceiling(-Math.min(...known)) : 0, end = low < 0 && Math.max(...known) <= 0 ? 0 : ceiling(Math.max(...known)), last = times.length - 1, mark = format.axis ? format.axis(Math.max(end, -low)) : format;
    const [from, until] = span && span[0] < span[1] ? span : [times[0], Math.max(times[0] + 1, times[last])], length = until - from;
    const place = t => left + Math.min(1, Math.max(0, (t - from) / length)) * (width - left - right), x = i => place(times[i]);
    const y = v => height - bottom - (v - low) / (end - low) * (height - top - bottom);
    const shown = at === undefined || at > last ? last : at;
    const said = lines.map(l => `${l.name} ${format(l.values[shown])}`).join(', ');
    const timeAt = event => {
      const box = event.currentTarget.getBoundingClientRect(), px = (event.clientX - box.left) / box.width * width;
      return from + Math.min(1, Math.max(0, (px - left) / (width - left - right))) * length;
    };
    const move = event => {
      const t = timeAt(event);
      let best = 0;
      times.forEach((one, i) => { if (Math.abs(one - t) < Math.abs(times[best] - t)) best = i; });
      this.setState(drag ? {at: best, drag: [drag[0], t]} : {at: best});
    };
    const dragged = drag && Math.abs(place(drag[0]) - place(drag[1])) > 8;
    const release = () => {
      this.setState({drag: undefined});
      if (dragged) onZoom(Math.min(...drag), Math.max(...drag));
    };
    const key = event => {
      const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
      if (step) {
        event.preventDefault();
        this.setState({at: Math.min(last, Math.max(0, shown + step))});
      }
    };
    return h('figure', {class: 'chart'},
      h('figcaption', null, h('span', null, title), h('span', {class: 'now'}, moment(times[shown], length)),
        lines.map(l => h('span', {class: `key ${l.kind}`, key: l.name}, `${l.name} `, h('b', null, format(l.values[shown]))))),
      h('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', tabindex: 0, 'aria-label': `${label}, ${moment(times[shown], length)}: ${said}. Arrow keys move in time.`,
        onPointerMove: move, onPointerLeave: () => this.setState({at: undefined, drag: undefined}), onKeyDown: key, onBlur: () => this.setState({at: undefined}),
        onPointerDown: event => onZoom && event.button === 0 && event.pointerType === 'mouse' && this.setState({drag: [timeAt(event), timeAt(event)]}), onPointerUp: release},
      [...new Set([low, low < 0 ? 0 : end / 2, end])].map(v => h('g', {key: v}, h('line', {class: 'rule', x1: left, x2: width - right, y1: y(v), y2: y(v)}),
        h('text', {x: left - 6, y: y(v) + 4, 'text-anchor': 'end'}, mark(v)))),
      h('text', {x: left, y: height - 4}, moment(from, length)),
      h('text', {x: width - right, y: height - 4, 'text-anchor': 'end'}, moment(until, length)),
      marks.map(e => h('g', {key: `${e.t} ${e.text}`, class: e.bad ? 'event bad' : 'event'}, h('title', null, e.text), h('line', {x1: place(e.t), x2: place(e.t), y1: top, y2: height - bottom}),
        h('path', {d: `M${place(e.t) - 5} ${top - 6}h10l-5 8z`}))),
      lines.map(l => h('path', {key: l.name, class: `line ${l.kind}`, d: line(l.values, times, x, y)})),
      dragged && h('rect', {class: 'dragged', x: Math.min(...drag.map(place)), y: top, width: Math.abs(place(drag[0]) - place(drag[1])), height: height - top - bottom}),
      at !== undefined && h('line', {class: 'cross', x1: x(shown), x2: x(shown), y1: top, y2: height - bottom})));
  }
}
