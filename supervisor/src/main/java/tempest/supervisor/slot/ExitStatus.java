// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/**
 * What a parent process knows of the end of its child.
 *
 * @param code   the status
 * @param signal the signal that ended it, such as SIGKILL; null if none did
 */
public record ExitStatus(int code, String signal) { }
