// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// The logs of a topology's workers, running or exited: view, follow, search.
import {Component, Fragment, bytes, get, h, path, plural, to} from './lib.js';
import {Fetched, OfTopology, Table} from './parts.js';
import {TopologyTabs} from './topology.js';

const pageBytes = 51200;
/** Recordings and heap dumps, which are not text. */
const binary = file => /\.(jfr|bin|hprof)$/.test(file);

export class LogsView extends Component {
  render({id, rest}, {text}) {
    const [mode, ...more] = rest, wanted = text ?? (mode === 'search' ? more[0] : '');
    return h(Fragment, null, h(OfTopology, {id, part: 'Logs'}), h('h1', null, 'Logs'), h(TopologyTabs, {id, current: 'Logs'}),
      h('form', {class: 'filter', role: 'search', onSubmit: e => { e.preventDefault(); if (wanted) location.hash = to('topology', id, 'logs', 'search', wanted).slice(1); }},
        h('label', null, 'Search all workers ', h('input', {type: 'search', value: wanted, onInput: e => this.setState({text: e.target.value})})), h('button', {type: 'submit', disabled: !wanted}, 'Search')),
      mode === 'view' ? h(LogFile, {key: more.join(' '), host: more[0], file: more[1], at: more[2], id}) : mode === 'search' ? h(Matches, {id, text: more[0]}) : h(Files, {id}));
  }
}

const Unreachable = ({hosts}) => hosts.length > 0 && h('p', {class: 'banner warm'}, `Unreachable log viewers: ${hosts.join('; ')}`);

const Files = ({id}) => h(Fetched, {path: path('v2/topologies', id, 'logs'), every: 10000, what: 'Log files'}, data => h(Fragment, null, h(Unreachable, {hosts: data.unreachable}),
  h(Table, {caption: 'Log files', rows: data.files, keyOf: f => `${f.host} ${f.file}`, empty: 'No log files.', columns: [
    {name: 'File', value: f => f.file, show: f => binary(f.file) ? f.file : h('a', {href: to('topology', id, 'logs', 'view', f.host, f.file)}, f.file)},
    {name: 'Host', value: f => f.host},
    {name: 'Size', value: f => f.bytes, figure: true, show: f => bytes(f.bytes)},
    {name: 'Modified', value: f => f.modifiedMillis, figure: true, show: f => new Date(f.modifiedMillis).toLocaleString()},
    {name: 'Worker', value: f => f.alive ? 'running' : 'exited', show: f => h('span', {class: f.alive ? '' : 'quiet'}, f.alive ? 'running' : 'exited')},
    {name: 'Download', show: f => h('a', {href: f.download, download: '', 'aria-label': `Download ${f.file}`}, 'download')}]})));

const Matches = ({id, text}) => h(Fetched, {path: `${path('v2/topologies', id, 'logs', 'search')}?text=${encodeURIComponent(text)}`, what: 'Search'}, data => h(Fragment, null,
  h(Unreachable, {hosts: data.unreachable}),
  h('p', {role: 'status'}, `${plural(data.matches.length, 'line')} with “${text}”${data.truncated ? '; more not shown' : ''}`),
  h('ol', {class: 'matches'}, data.matches.map(m => h('li', {key: `${m.host} ${m.file} ${m.byteOffset}`},
    h('a', {href: to('topology', id, 'logs', 'view', m.host, m.file, String(Math.max(0, m.byteOffset - 2000)))}, `${m.host} ${m.file}`),
    h('pre', null, [...(m.before || []).slice(-2)].map(l => `${l}\n`).join(''), h('mark', null, m.line), (m.after || []).slice(0, 2).map(l => `\n${l}`).join('')))))));

/** One file, a page at a time; the end is followed on request. */
class LogFile extends Component {
  constructor(props) {
    super(props);
    this.state = {text: '', start: 0, end: 0, size: 0, follow: props.at === undefined};
  }

  componentDidMount() {
    const {at} = this.props;
    if (at === undefined) this.load(null); else this.load(Number(at));
    this.timer = setInterval(() => this.state.follow && !document.hidden && this.load(this.state.end, true), 2000);
  }

  componentWillUnmount() {
    this.ended = true;
    clearInterval(this.timer);
  }

  load(start, append) {
    if (this.loading) return;
    this.loading = true;
    const {host, file} = this.props, from = start === null ? '' : `&start=${start}`;
    get(`v2/logs/page?host=${encodeURIComponent(host)}&file=${encodeURIComponent(file)}${from}&length=${pageBytes}`).then(page => {
      this.loading = false;
      if (this.ended) return;
      const length = page.length, rolled = append && page.size < start;
      const text = append && !rolled ? (this.state.text + page.text).slice(-4 * pageBytes) : page.text;
      this.setState({text, start: append && !rolled ? this.state.start : page.start, end: page.start + length, size: page.size, error: null},
        () => this.state.follow && this.text && (this.text.scrollTop = this.text.scrollHeight));
    }, error => {
      this.loading = false;
      if (!this.ended) this.setState({error});
    });
  }

  render({host, file, id}, {text, start, end, size, follow, error}) {
    const go = where => { this.setState({follow: false}); this.load(Math.max(0, where)); };
    return h('section', null, h('h2', null, `${file} `, h('span', {class: 'quiet'}, `on ${host}`)),
      h('div', {class: 'filter'}, h('button', {type: 'button', disabled: start <= 0, onClick: () => go(0)}, 'Start'),
        h('button', {type: 'button', disabled: start <= 0, onClick: () => go(start - pageBytes)}, 'Previous'),
        h('button', {type: 'button', disabled: end >= size, onClick: () => go(end)}, 'Next'),
        h('button', {type: 'button', disabled: end >= size, onClick: () => go(size - pageBytes)}, 'End'),
        h('label', null, h('input', {type: 'checkbox', checked: follow, onChange: e => { this.setState({follow: e.target.checked}); if (e.target.checked) this.load(null); }}), ' Follow'),
        h('span', {class: 'quiet', role: 'status'}, `${bytes(start)} to ${bytes(end)} of ${bytes(size)}`), h('a', {href: to('topology', id, 'logs')}, 'All files')),
      error && h('p', {class: 'banner bad', role: 'alert'}, `Log unavailable: ${error.message}`),
      h('pre', {class: 'log', tabIndex: 0, 'aria-label': 'Log text', ref: element => { this.text = element; }}, text));
  }
}
