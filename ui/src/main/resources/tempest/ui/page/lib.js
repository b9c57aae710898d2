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
    const slow = e.name === 'TimeoutError', error = new Error(slow ? 'no answer in time' : 'no answer from the UI server');
    error.slow = slow;
    throw error;
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

export const get = (path, signal) => answer(fetch(api + path, {headers: {accept: 'application/json'}, signal}));

export const post = (path, body, method = 'POST') => answer(fetch(api + path, {
  method,
  headers: {'content-type': 'application/json', 'x-csrf-token': csrf || ''},
  body: body === undefined ? '{}' : JSON.stringify(body),
}));

/** Data older than this many seconds are stale: several rounds may fail before the page says so, for a busy browser may be late. */
export const staleAfter = 10;

/**
 * A view that is asked for again and again. Requests end, so that any number of tabs share the few connections that a browser has for a host; a
 * tab that nobody sees asks for nothing. Passes on the data, and whether server and Nimbus answer; goes on by itself when they are back.
 */
export class Live {
  constructor(path, onData, onState) {
    Object.assign(this, {path, onData, onState, closed: false});
    this.seen = () => document.hidden || this.ask();
    document.addEventListener('visibilitychange', this.seen);
    this.ask();
  }

  ask() {
    if (this.closed || this.asking) return;
    clearTimeout(this.timer);
    this.asking = true;
    get(this.path, AbortSignal.timeout(15000)).then(
      data => {
        this.state = 'live';
        if (!this.closed) this.onData(data);
      },
      error => this.closed || this.onState(this.state = error.status === 404 ? 'gone' : error.status === 503 ? 'away' : error.status ? 'refused' : error.slow ? 'slow' : 'lost', error.message),
    ).finally(() => {
      this.asking = false;
      if (!this.closed && !document.hidden) this.timer = setTimeout(() => this.ask(), this.state === 'gone' ? 20000 : 2000);
    });
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.seen);
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
/** A time, in microseconds if it is shorter than a millisecond. */
export const millis = ms => none(ms) ? '–' : ms >= 10000 ? `${(ms / 1000).toFixed(1)} s` : ms >= 99.95 ? `${whole.format(ms)} ms`
  : ms >= 0.9995 ? `${ms.toFixed(1)} ms` : ms >= 0.0005 ? `${Math.round(ms * 1000)} µs` : '0 µs';

const tidy = value => String(Number(value.toPrecision(3)));

/** The marks of one axis are in one unit, that of its end. */
millis.axis = end => end >= 1000 ? ms => `${tidy(ms / 1000)} s` : end >= 1 ? ms => `${tidy(ms)} ms` : ms => `${tidy(ms * 1000)} µs`;
rate.axis = () => n => n >= 10000 ? `${short.format(n)}/s` : `${tidy(n)}/s`;
percent.axis = () => part => `${tidy(part * 100)} %`;
export const bytes = n => n < 10000 ? `${n} B` : n < 1e7 ? `${count(n / 1e3)} kB` : `${count(n / 1e6)} MB`;
/** A point of a span of so many seconds: with its day if there are several. */
export const moment = (seconds, span) => span > 20 * 3600 ? new Date(seconds * 1000).toLocaleString([], {month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit'}) : clock(seconds);
/** A point of time as one reads it now: with its day if that is another. */
export const when = seconds => moment(seconds, new Date(seconds * 1000).toDateString() === new Date().toDateString() ? 0 : 86400);
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

/** What the page's address says after its path; null if it does not. */
export const asked = name => new URLSearchParams(location.hash.split('?')[1] || '').get(name);

/** The address of this view with another range of time. */
export const inRange = name => location.hash.split('?')[0] + (name ? `?range=${encodeURIComponent(name)}` : '');

/** The address of a view: names may hold any character. The views of a topology keep the range of time. */
export const to = (...parts) => '#/' + parts.map(encodeURIComponent).join('/') + (parts[0] === 'topology' && asked('range') ? `?range=${encodeURIComponent(asked('range'))}` : '');

/** A path of the API: names may hold any character. */
export const path = (...parts) => parts.map((part, i) => i ? encodeURIComponent(part) : part).join('/');
