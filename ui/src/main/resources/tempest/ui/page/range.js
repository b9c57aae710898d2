// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// Which time the charts show: a name such as 6h, or seconds FROM-TO, in the page's address. Pure functions.

const week = 7 * 86400;

/** Name, what people call it, seconds. Nimbus keeps a week, so that all is no more. */
export const ranges = [['10m', 'Last 10 minutes', 600], ['30m', 'Last 30 minutes', 1800], ['1h', 'Last hour', 3600], ['6h', 'Last 6 hours', 6 * 3600],
  ['1d', 'Last 24 hours', 86400], ['7d', 'Last 7 days', week], ['all', 'All that is kept', week]];
export const usual = '1h';

/**
 * The range of a name: {name, label, seconds: how far back to ask, from, to}; from and to in seconds since the epoch, undefined where the data decide.
 * Of a name that is none it is the usual one, and `problem` says why.
 */
export function rangeOf(name, now) {
  const known = ranges.find(([one]) => one === (name || usual));
  if (known) return {name: known[0], label: known[1], seconds: known[2], from: known[0] === 'all' ? undefined : now - known[2], to: known[0] === 'all' ? undefined : now};
  const instead = problem => ({...rangeOf(usual, now), problem: `${problem} Showing the last hour.`});
  const [, from, to] = (/^(\d{9,11})-(\d{9,11})$/.exec(name) || []).map(Number);
  if (!(from < to)) return instead(`The range “${name}” in the address is neither one of the list nor FROM-TO in seconds since 1970.`);
  if (from >= now) return instead('The range in the address begins in the future.');
  if (to <= now - week) return instead('The range in the address ended more than 7 days ago, and no more is kept.');
  return {name, label: 'Zoomed', seconds: Math.min(week, Math.ceil(now - from) + 120), from, to};
}

/** The part of a series that lies in a range. */
export function within(series, {from = -Infinity, to = Infinity}) {
  const kept = series.t.map((t, i) => t >= from - (series.stepSeconds || 0) && t <= to ? i : -1).filter(i => i >= 0);
  return Object.fromEntries(Object.entries(series).map(([key, values]) => [key, Array.isArray(values) ? kept.map(i => values[i]) : values]));
}

/** What was done to a topology, and what happened to its workers, the latest first: [{t, text, bad}]. What happened to several workers at once is one. */
export function eventsOf(topology) {
  const now = topology.nowMillis / 1000, done = topology.events || [];
  const found = done.length ? done.map(e => ({t: e.timeMillis / 1000, text: e.text[0].toUpperCase() + e.text.slice(1) + (e.user ? ` by ${e.user}` : ''), bad: e.kind === 'killed'}))
    : topology.uptimeSeconds === undefined ? [] : [{t: now - topology.uptimeSeconds, text: 'Submitted'}];
  const join = (t, text, many, bad) => {
    const same = found.find(e => e.many === many && Math.abs(e.t - t) < 15);
    if (same) same.count++;
    else found.push({t, text, many, count: 1, bad});
  };
  (topology.workerList || []).forEach(w => w.uptimeSeconds >= 0 && join(now - w.uptimeSeconds, `Worker ${w.host}:${w.port} started`, 'workers started', false));
  topology.workerEnds.recent.forEach(e => e.cause === 'planned' ? join(e.timeMillis / 1000, `Worker ${e.host}:${e.port} was stopped`, 'workers were stopped', false)
    : join(e.timeMillis / 1000, `Worker ${e.host}:${e.port} ${e.reason}`, 'workers ended', true));
  return found.map(({t, text, many, count, bad}) => ({t, text: count > 1 ? `${count} ${many}` : text, bad: !!bad})).sort((a, b) => b.t - a.t);
}
