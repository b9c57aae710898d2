// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// Names that users chose: any character, any length. Pure functions.

const turning = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name for a text that markup cannot be put into: what turns the direction of writing ends with the name. */
export const isolate = name => turning.test(name) ? `\u2068${name}\u2069` : name;

/** A sentence in which each of the names keeps its own direction of writing. */
export const isolated = (sentence, names) => names.filter(name => turning.test(name)).reduce((text, name) => text.split(name).join(isolate(name)), sentence);

/** Cuts characters as they are seen, so that no half of one is left. */
const cut = (name, from, to) => [...name].slice(from, to).join('');

/** How many characters two names have in common at their beginning. */
function common(a, b) {
  const x = [...a], y = [...b];
  let same = 0;
  while (same < x.length && same < y.length && x[same] === y[same]) same++;
  return same;
}

function around(name, most, others) {
  const length = [...name].length, differs = Math.max(0, ...others.map(other => common(name, other))), room = most - 2;
  const head = Math.max(1, Math.floor(room / 3)), part = room - head, from = Math.max(head + 1, Math.min(length - part, differs - Math.floor(part / 4)));
  return `${cut(name, 0, head)}…${cut(name, from, from + part)}${from + part < length ? '…' : ''}`;
}

/**
 * Each name with at most so many characters, as a Map. Long ones are cut in the middle; where that makes two alike, they are cut so that the part in
 * which they differ stays.
 */
export function shortened(names, most) {
  const all = [...new Set(names)], length = name => [...name].length, half = Math.ceil((most - 1) / 2);
  const middle = name => length(name) <= most ? name : `${cut(name, 0, half)}…${cut(name, length(name) - (most - 1 - half))}`;
  const seen = new Map();
  all.forEach(name => seen.set(middle(name), [...seen.get(middle(name)) || [], name]));
  return new Map(all.map(name => {
    const alike = seen.get(middle(name));
    return [name, alike.length === 1 || length(name) <= most ? middle(name) : around(name, most, alike.filter(other => other !== name))];
  }));
}
