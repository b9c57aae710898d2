// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// The frame of the page: which address shows which view, light and dark, and where the focus goes.
import {Component, Fragment, asked, h, render, to} from './lib.js';
import {ClusterView, ConfigurationView} from './cluster.js';
import {ComponentView, TopologyTabs, TopologyView} from './topology.js';
import {FailuresView, TracesView} from './trees.js';
import {LogsView} from './logs.js';
import {OfTopology} from './parts.js';
import {OwnerView, SupervisorView, WorkerView} from './places.js';
import {Left} from './ended.js';

const address = () => location.hash.replace(/^#\/?/, '').split('?')[0].split('/').filter(Boolean).map(part => {
  try {
    return decodeURIComponent(part);
  } catch (e) {
    return part;
  }
});

function view([first, id, part, ...rest]) {
  const range = asked('range');
  if (!first) return h(ClusterView, {key: 'cluster'});
  if (first === 'configuration') return h(ConfigurationView, {key: 'configuration', title: 'Cluster configuration', path: 'v2/configuration'});
  if (first === 'supervisor' && id) return h(SupervisorView, {key: `supervisor ${id}`, supervisor: id});
  if (first === 'ended' && id) return h(Left, {key: `ended ${id}`, id});
  if (first === 'owner' && id) return h(OwnerView, {key: `owner ${id}`, owner: id});
  if (first === 'topology' && id) {
    const key = `${id} ${part} ${rest[0]}`;
    if (!part || part === 'system') return h(TopologyView, {key, id, range, system: part === 'system'});
    if (part === 'component' && rest[0]) return h(ComponentView, {key, id, range, component: rest[0]});
    if (part === 'worker' && rest[0]) return h(WorkerView, {key, id, worker: rest[0]});
    if (part === 'failures') return h(FailuresView, {key, id, range});
    if (part === 'traces') return h(TracesView, {key, id});
    if (part === 'logs') return h(LogsView, {key: `${id} logs`, id, rest});
    if (part === 'configuration') {
      return h(Fragment, {key}, h(OfTopology, {id, part: 'Configuration'}), h(TopologyTabs, {id, current: 'Configuration'}), h(ConfigurationView, {title: 'Topology configuration', path: `v2/topologies/${encodeURIComponent(id)}/configuration`}));
    }
  }
  return h('p', {class: 'empty'}, 'Page not found. ', h('a', {href: '#/'}, 'Back to the cluster'));
}

const themes = ['system', 'light', 'dark'];

class App extends Component {
  constructor(props) {
    super(props);
    this.state = {at: address(), theme: localStorage.getItem('theme') || 'system'};
    this.wear(this.state.theme);
  }

  componentDidMount() {
    addEventListener('hashchange', () => {
      const before = this.state.at, at = address();
      this.setState({at}, () => {
        // A search within a view keeps the focus; a new view gets it, so that a screen reader reads from its top.
        if (before.slice(0, 3).join() !== at.slice(0, 3).join()) {
          scrollTo(0, 0);
          document.getElementById('content').focus({preventScroll: true});
        }
      });
    });
  }

  wear(theme) {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }

  choose(theme) {
    localStorage.setItem('theme', theme);
    this.wear(theme);
    this.setState({theme});
  }

  render(_, {at, theme}) {
    return h(Fragment, null,
      h('header', {class: 'top'}, h('a', {class: 'brand', href: '#/'}, h('img', {src: 'icon.svg', alt: '', width: 22, height: 22}), 'Tempest'),
        h('nav', {'aria-label': 'Main'}, h('a', {href: '#/', 'aria-current': !at.length ? 'page' : undefined}, 'Cluster'),
          h('a', {href: to('configuration'), 'aria-current': at[0] === 'configuration' ? 'page' : undefined}, 'Configuration')),
        h('label', {class: 'theme'}, h('span', null, 'Theme '), h('select', {value: theme, onChange: e => this.choose(e.target.value)}, themes.map(t => h('option', {key: t, value: t}, t))))),
      h('main', {id: 'content', tabIndex: -1}, view(at)));
  }
}

const root = document.getElementById('app');
root.textContent = '';
render(h(App), root);
