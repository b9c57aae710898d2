// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// What every view uses: elements, requests, live data, and how numbers are written.
export {h, render, Component, Fragment} from './webjars/preact/10.28.0/dist/preact.module.js';

const api = './api/';
let csrf = null;

/** The token that the server requires with every action; it comes with the cluster's data. */
export function rememberToken(token) {
  if (token) csrf = token;
}

let rows = 20;

/** How many rows of a table are shown at once; it comes with the data. */
export const tableRows = () => rows > 0 ? rows : Infinity;

function learned(data) {
  if (data && data.tableRows) rows = data.tableRows;
  return data;
}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch (e) {
    throw new Error('no answer from the UI server');
  }
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch (e) {
    // Not JSON: a proxy's page, say.
  }
  if (!response.ok) {
    const error = new Error(body && (body.errorMessage || body.error) || `HTTP status ${response.status}`);
    error.status = response.status;
    throw error;
  }
  return learned(body);
}

export const get = path => answer(fetch(api + path, {headers: {accept: 'application/json'}}));

export const post = (path, body, method = 'POST') => answer(fetch(api + path, {
  method,
  headers: {'content-type': 'application/json', 'x-csrf-token': csrf || ''},
  body: body === undefined ? '{}' : JSON.stringify(body),
}));

/**
 * A stream of server-sent events. Passes on each event's data, and whether the server and Nimbus can be reached; reconnects by itself.
 */
export class Live {
  constructor(path, event, onData, onState) {
    Object.assign(this, {path, event, onData, onState, closed: false});
    this.open();
  }

  open() {
    const source = this.source = new EventSource(api + this.path);
    source.addEventListener(this.event, e => {
      this.onState('live');
      this.onData(learned(JSON.parse(e.data)));
    });
    source.addEventListener('nimbus-away', e => this.onState('away', JSON.parse(e.data || '{}')));
    source.addEventListener('gone', e => this.onState('gone', JSON.parse(e.data || '{}')));
    source.onerror = () => {
      if (this.closed) return;
      this.onState('lost');
      if (source.readyState === EventSource.CLOSED) {
        this.timer = setTimeout(() => this.open(), 3000);
      }
    };
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.source.close();
  }
}

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const short = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});

const none = value => value === null || value === undefined || Number.isNaN(value);

export const count = n => none(n) ? '–' : Math.abs(n) < 100000 ? whole.format(n) : short.format(n);
export const exact = n => none(n) ? '–' : whole.format(n);
export const perSecond = n => n > 0 && n < 10 ? n.toFixed(1) : count(Math.round(n));
export const rate = n => none(n) ? '–' : `${perSecond(n)}/s`;
export const percent = part => none(part) ? '–' : `${part >= 0.1 ? Math.round(part * 100) : Math.round(part * 1000) / 10} %`;
export const millis = ms => none(ms) ? '–' : ms >= 10000 ? `${(ms / 1000).toFixed(1)} s` : ms >= 100 ? `${Math.round(ms)} ms`
  : ms >= 1 ? `${ms.toFixed(1)} ms` : ms > 0 ? `${ms.toFixed(2)} ms` : '0 ms';
export const bytes = n => n < 10000 ? `${n} B` : n < 1e7 ? `${count(n / 1e3)} kB` : `${count(n / 1e6)} MB`;
export const clock = seconds => new Date(seconds * 1000).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', second: '2-digit'});

export function duration(seconds) {
  if (none(seconds)) return '–';
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

export const ago = seconds => none(seconds) ? '–' : `${duration(seconds)} ago`;
export const plural = (n, one, many = one + 's') => `${exact(n)} ${n === 1 ? one : many}`;

/** The address of a view: names may hold any character. */
export const to = (...parts) => '#/' + parts.map(encodeURIComponent).join('/');

/** A path of the API: names may hold any character. */
export const path = (...parts) => parts.map((part, i) => i ? encodeURIComponent(part) : part).join('/');
