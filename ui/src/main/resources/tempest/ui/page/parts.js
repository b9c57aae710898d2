// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// Parts that several views share: live figures, tables that sort, tabs, dialogs that confirm actions.
import {Component, Fragment, Live, clock, duration, exact, get, h, rememberToken, staleAfter, tableRows, to} from './lib.js';
import {isolate} from './names.js';

/**
 * How old what is shown is, told to whoever shows it: a component with an Age draws itself again each second, and knows with it whether its data
 * are stale, whatever the reason. A clock of the browser's own is asked, since the server's may differ.
 */
class Age {
  constructor(view) {
    this.view = view;
    this.timer = setInterval(() => this.at !== undefined && !document.hidden && view.setState({age: this.seconds()}), 1000);
  }

  arrived() {
    this.at = performance.now();
    this.wall = Date.now();
    this.view.setState({age: 0});
  }

  /** Time that the computer slept counts, which the steadier of the two clocks may not. */
  seconds() {
    return Math.max(performance.now() - this.at, Date.now() - this.wall) / 1000;
  }

  close() {
    clearInterval(this.timer);
  }
}

const Updated = ({age}) => age === undefined ? null : h('p', {class: age > staleAfter ? 'age old' : 'age'}, `Updated ${duration(age)} ago`);

/** Base of views whose data are renewed by themselves. A view names its source in `live(props)` and draws `view(data, props, state)`. */
export class LiveView extends Component {
  constructor(props) {
    super(props);
    this.state = {data: null, link: 'loading', message: ''};
  }

  componentDidMount() {
    this.age = new Age(this);
    this.stream = new Live(this.live(this.props),
      data => {
        rememberToken(data.csrfToken);
        this.arrived(data);
        this.age.arrived();
        this.setState({data, link: 'live', message: ''});
      },
      (link, message) => this.setState({link, message: message || ''}));
  }

  /** Hook: before data are drawn. */
  arrived() {
  }

  /** What is shown instead if there is no such thing any more; of a topology what is left of it, which `ended.js` knows. */
  gone({id}) {
    return h(LiveView.Gone, {id});
  }

  componentWillUnmount() {
    this.stream.close();
    this.age.close();
  }

  render(props, state) {
    const {data, link, message, age} = state, stale = age > staleAfter;
    return h(Fragment, null, h(LinkState, {link: link === 'live' && stale ? 'slow' : link, message, since: data && data.nowMillis}),
      link === 'gone' ? this.gone(props)
        : data ? h('div', {class: stale ? 'live stale' : 'live'}, h(Updated, {age}), this.view(data, props, state))
          : link === 'refused' ? null : h('p', {class: 'loading', role: 'status'}, 'Loading…'));
  }
}

function LinkState({link, message, since}) {
  const problem = {away: 'No Nimbus leader', lost: 'No answer from the UI server', slow: 'Nimbus does not answer', refused: message}[link];
  return h('div', {role: 'status', 'aria-live': 'polite'}, problem && h('p', {class: 'banner bad', title: message || undefined},
    since ? `${problem}. Showing data from ${clock(since / 1000)}; reconnecting` : link === 'refused' ? problem : `${problem}; reconnecting`));
}

/** Loads once, and again every `every` milliseconds if given; draws `children(data, again)`. */
export class Fetched extends Component {
  componentDidMount() {
    if (this.props.every) this.age = new Age(this);
    this.ask();
    if (this.props.every) this.timer = setInterval(() => document.hidden || this.ask(), this.props.every);
  }

  componentDidUpdate(before) {
    if (before.path !== this.props.path) {
      this.setState({data: null, error: null});
      this.ask();
    }
  }

  componentWillUnmount() {
    this.ended = true;
    clearInterval(this.timer);
    if (this.age) this.age.close();
  }

  ask() {
    const asked = this.props.path;
    // While one request waits for an answer, more of them would only wait too, and keep other tabs from asking.
    if (this.asking === asked) return Promise.resolve();
    this.asking = asked;
    return get(asked, AbortSignal.timeout(30000)).then(
      data => {
        if (this.ended || asked !== this.props.path) return;
        if (this.age) this.age.arrived();
        this.setState({data, error: null});
      },
      error => this.ended || asked !== this.props.path || this.setState({error}))
      .finally(() => { if (this.asking === asked) this.asking = null; });
  }

  render({children, what}, {data, error, age}) {
    const stale = age > staleAfter + this.props.every / 1000;
    return h(Fragment, null,
      error && h('p', {class: 'banner bad', role: 'alert'}, `${what} unavailable: ${error.message}`),
      data ? stale ? h('div', {class: 'live stale'}, h(Updated, {age}), children(data, () => this.ask())) : children(data, () => this.ask())
        : !error && h('p', {class: 'loading'}, 'Loading…'));
  }
}

/**
 * A table whose columns sort, a page of rows at a time, with a search where there are several pages. columns: [{name, value(row), show(row), figure, title}]; rows need a key.
 */
export class Table extends Component {
  render({caption, columns, rows: all, keyOf, empty, rowClass, search = true}, {by, down, first = 0, find = ''}) {
    const wanted = find.trim().toLowerCase(), searched = search && all.length > tableRows();
    const rows = searched && wanted ? all.filter(row => columns.some(c => c.value && String(c.value(row) ?? '').toLowerCase().includes(wanted))) : all;
    if (!all.length) return h('p', {class: 'empty'}, empty);
    const column = columns.find(c => c.name === by), sign = down ? -1 : 1;
    const sorted = column ? [...rows].sort((a, b) => {
      const x = column.value(a), y = column.value(b);
      return sign * (typeof x === 'string' || typeof y === 'string' ? String(x ?? '').localeCompare(String(y ?? '')) : (x ?? -1) - (y ?? -1));
    }) : rows;
    // Rows may have gone since the page was turned.
    const most = tableRows(), start = Math.max(0, Math.min(first, Math.floor((sorted.length - 1) / most) * most)), shown = sorted.slice(start, start + most);
    const head = c => c.value
      ? h('th', {scope: 'col', key: c.name, class: c.figure && 'figure', 'aria-sort': by === c.name ? (down ? 'descending' : 'ascending') : 'none', title: c.title},
        h('button', {type: 'button', onClick: () => this.setState({first: 0, by: c.name, down: by === c.name ? !down : !!c.figure})}, c.name,
          h('span', {'aria-hidden': 'true'}, by === c.name ? (down ? ' ▾' : ' ▴') : '')))
      : h('th', {scope: 'col', key: c.name, title: c.title}, c.name);
    const turn = (name, to, possible) => h('button', {type: 'button', disabled: !possible, onClick: () => this.setState({first: to})}, name);
    return h(Fragment, null,
      searched && h('div', {class: 'filter', role: 'search'}, h('label', null, `Search ${caption.toLowerCase()} `, h('input', {type: 'search', value: find, onInput: e => this.setState({find: e.target.value, first: 0})})),
        h('span', {role: 'status'}, wanted && `${exact(rows.length)} of ${exact(all.length)}`)),
      h('div', {class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption}, h('table', null, h('caption', {class: 'hidden'}, caption),
      h('thead', null, h('tr', null, columns.map(head))),
      h('tbody', null, shown.map(row => h('tr', {key: keyOf(row), class: rowClass && rowClass(row)},
        columns.map((c, i) => h(i ? 'td' : 'th', {key: c.name, scope: i ? undefined : 'row', class: c.figure && 'figure'}, c.show ? c.show(row) : c.value(row)))))))),
      rows.length > most && h('div', {class: 'actions pages', role: 'group', 'aria-label': `Pages of ${caption}`},
        turn('Previous', start - most, start > 0), h('span', {role: 'status'}, `${exact(start + 1)}–${exact(start + shown.length)} of ${exact(rows.length)}`),
        turn('Next', start + most, start + most < rows.length)));
  }
}

/** Figures in a row. items: [[label, value, kind, title]]. */
export const Figures = ({items}) => h('dl', {class: 'figures'}, items.filter(Boolean).map(([label, value, kind, title]) =>
  h('div', {key: label, class: kind || undefined, title}, h('dt', null, label), h('dd', null, value))));

/** The state of a topology; beside it that its workers end again and again, for its state is still that which its owner chose. */
export const State = ({topology: t}) => h(Fragment, null, h(Status, {status: t.status}),
  !!(t.restarting || t.workerEnds && t.workerEnds.restarting) && h(Fragment, null, ' ', h(Status, {status: 'RESTARTING'})));

/** Leads back to the topology, and says which it is. An id is its name, a number and a time. */
export const OfTopology = ({id, part}) => {
  const name = id.replace(/-\d+-\d+$/, '');
  document.title = `${part} · ${isolate(name)} · Tempest`;
  return h('p', {class: 'crumbs'}, h('a', {href: to('topology', id)}, h('bdi', null, name)));
};

export const Status = ({status}) => h('span', {class: `status ${String(status).toLowerCase()}`}, status);

/**
 * Confirms an action: the browser's own modal dialog, so that keyboard and screen reader know it. `act()` returns a promise; its failure is
 * shown and the dialog stays. The children are its fields; `problem` says what is wrong with them, and while it does the action cannot be done.
 * What cannot be undone begins on Cancel, unless one of its fields takes the focus. In the end the focus is back where the dialog was opened.
 */
export class Ask extends Component {
  componentDidMount() {
    this.opener = document.activeElement;
    this.dialog.showModal();
  }

  componentDidUpdate(_, before) {
    // The control that had the focus is gone or was disabled: the next one to press has it now.
    if (this.state.done && !before.done) this.close.focus();
    if (this.state.error && !before.error) this.verb.focus();
  }

  componentWillUnmount() {
    const place = this.opener && this.opener.isConnected && !this.opener.disabled && this.opener !== document.body ? this.opener : document.getElementById('content');
    if (place) place.focus({preventScroll: true});
  }

  async act() {
    this.setState({busy: true, error: null});
    try {
      const done = await this.props.act();
      this.setState({busy: false, done: done || 'Done.'});
      if (this.props.onDone) this.props.onDone();
    } catch (error) {
      this.setState({busy: false, error});
    }
  }

  render({title, text, verb, danger, problem, children, onClose}, {busy, done, error}) {
    return h('dialog', {ref: dialog => { this.dialog = dialog; }, 'aria-labelledby': 'ask-title', onClose, onCancel: event => busy && event.preventDefault()},
      h('form', {method: 'dialog', noValidate: true, onSubmit: event => { event.preventDefault(); if (done) this.dialog.close(); else if (!problem && !busy) this.act(); }},
        h('h2', {id: 'ask-title'}, title),
        done ? h('p', {role: 'status', class: 'done'}, done) : h(Fragment, null, text && h('p', null, text), children),
        !done && h('p', {class: 'problem', role: 'status', id: 'ask-problem'}, problem),
        error && h('p', {class: 'banner bad', role: 'alert'}, error.message),
        busy && h('p', {role: 'status'}, h('progress', null), ' Working…'),
        h('div', {class: 'buttons'}, done
          ? h('button', {type: 'submit', key: 'close', ref: button => { this.close = button; }}, 'Close')
          : h(Fragment, null, h('button', {type: 'button', key: 'cancel', autofocus: !!danger, disabled: busy, onClick: () => this.dialog.close()}, 'Cancel'),
            h('button', {type: 'submit', key: 'verb', ref: button => { this.verb = button; }, class: danger ? 'danger' : 'primary', disabled: busy || !!problem, 'aria-describedby': problem ? 'ask-problem' : undefined}, verb)))));
  }
}

export const Field = ({label, hint, children}) => h('label', {class: 'field'}, h('span', null, label), children, hint && h('small', null, hint));

/** Heading of a view with its tabs. tabs: [[name, address]]. */
export const Tabs = ({tabs, current, label}) => h('nav', {class: 'tabs', 'aria-label': label},
  tabs.map(([name, href]) => h('a', {key: name, href, 'aria-current': name === current ? 'page' : undefined}, name)));
