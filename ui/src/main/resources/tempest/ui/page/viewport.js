// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
// Which part of a picture is seen, and how large. Pure functions: a view is {scale, x, y}, its left upper corner in the picture's own units.

/** Below this scale its names cannot be read: a picture that would need a smaller one begins with its left part. */
const readable = 0.75;
const closest = 3;

/** The smallest scale: all of the picture, or what can be read if that is smaller. */
const least = (picture, room) => Math.min(readable, room.w / picture.w, room.h / picture.h);

function within(view, picture, room) {
  const keep = (at, seen, all) => seen >= all ? (all - seen) / 2 : Math.min(all - seen, Math.max(0, at));
  return {scale: view.scale, x: keep(view.x, room.w / view.scale, picture.w), y: keep(view.y, room.h / view.scale, picture.h)};
}

/** How it begins: as large as it is, or smaller if all of it can be seen and read then. */
export function fitted(picture, room) {
  const scale = Math.max(readable, Math.min(1, room.w / picture.w, room.h / picture.h));
  return within({scale, x: 0, y: 0}, picture, room);
}

/** All of it, however small. */
export const whole = (picture, room) => within({scale: Math.min(1, room.w / picture.w, room.h / picture.h), x: 0, y: 0}, picture, room);

/** Larger or smaller by a factor; what is at a point of the room, by default its middle, stays there. */
export function zoomed(view, factor, picture, room, at = {x: room.w / 2, y: room.h / 2}) {
  const scale = Math.min(closest, Math.max(least(picture, room), view.scale * factor));
  return within({scale, x: view.x + at.x / view.scale - at.x / scale, y: view.y + at.y / view.scale - at.y / scale}, picture, room);
}

/** Moved by so many pixels of the room. */
export const moved = (view, dx, dy, picture, room) => within({scale: view.scale, x: view.x + dx / view.scale, y: view.y + dy / view.scale}, picture, room);
