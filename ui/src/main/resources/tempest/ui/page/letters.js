// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// The dead letters that a topology keeps: below its failures, where topology.dead.letter.after is set.
import {Component, clock, h, path, plural, post, to} from './lib.js';
import {Fetched, Table} from './parts.js';

const fields = letter => letter.values.map((value, i) => `${letter.fields[i] ?? i}=${value}`).join(', ');

const state = letter => letter.replayAskedMillis ? `replay requested at ${clock(letter.replayAskedMillis / 1000)}` : letter.trouble ?? '';

export class DeadLetters extends Component {
  change(verb, letter, again) {
    this.setState({error: null, busy: true});
    post(path('v2/topologies', this.props.id, 'dead-letters', verb), {ids: [letter.id]})
      .then(() => { this.setState({busy: false}); again(); }, error => this.setState({busy: false, error}));
  }

  render({id}, {error, busy}) {
    const button = (verb, letter, again) => h('button', {type: 'button', disabled: busy, 'aria-label': `${verb} ${letter.id}`,
      onClick: () => this.change(verb.toLowerCase(), letter, again)}, verb);
    return h(Fetched, {path: path('v2/topologies', id, 'dead-letters'), every: 5000, what: 'Dead letters'}, ({after, letters, totals}, again) => after > 0 && h('section', null,
      h('h2', null, 'Dead letters'),
      h('p', null, `Tuples of messages that failed ${plural(after, 'time')}. `, totals.length === 0 ? 'None since the workers started.'
        : `Since the workers started: ${totals.map(t => `${t.count} of ${t.component}`).join(', ')}.`),
      error && h('p', {class: 'banner bad', role: 'alert'}, error.message),
      h(Table, {caption: 'Dead letters', rows: letters, keyOf: l => String(l.id), empty: 'None is kept.', columns: [
        {name: 'Time', value: l => l.timeMillis, figure: true, show: l => clock(l.timeMillis / 1000)},
        {name: 'Component', value: l => l.component, show: l => h('a', {href: to('topology', id, 'component', l.component)}, h('bdi', null, l.component))},
        {name: 'From', value: l => l.source, show: l => h('bdi', null, `${l.source}, ${l.stream}`)},
        {name: 'Values', value: fields, show: l => h('code', {class: 'value'}, h('bdi', null, fields(l)))},
        {name: 'Cause', value: l => l.cause ?? '', show: l => h('bdi', null, l.cause ?? '–')},
        {name: 'State', value: state, show: l => h('bdi', null, state(l))},
        {name: 'Id', value: l => l.id, figure: true, show: l => String(l.id)},
        {name: 'Actions', show: l => h('span', null, button('Replay', l, again), ' ', button('Drop', l, again))}]})));
  }
}
