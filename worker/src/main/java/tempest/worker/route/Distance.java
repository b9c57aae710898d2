// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

/** How far a task is from the emitting one, nearest first. */
public enum Distance {
    SAME_WORKER,
    SAME_HOST,
    ELSEWHERE
}
