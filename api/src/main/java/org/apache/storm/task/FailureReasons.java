// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

/**
 * A collector that can be told why the next tuple will be failed, for samples of failures and dead letters. An addition to Storm's interfaces; what
 * runs a bolt on a user's behalf asks whether its collector is one. The bolt's own thread calls it.
 */
public interface FailureReasons {
    /** The tuple that is failed next fails because of this. It is no error of the topology: nothing is reported. */
    void failsBecause(Throwable reason);
}
