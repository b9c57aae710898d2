// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

/** A spout that comes to an end, so that a test can wait for it. */
public interface CompletableSpout {
    /** Whether everything was emitted and every tuple of it was acked or failed. */
    boolean isExhausted();

    /** Forgets what was kept for the test; called when the test is over. */
    default void clean() {
    }

    /** Called before the topology starts. */
    default void startup() {
    }
}
