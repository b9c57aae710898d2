// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon.supervisor;

/** Hears that a process ended. */
public interface ExitCodeCallback {
    void call(int exitCode);
}
