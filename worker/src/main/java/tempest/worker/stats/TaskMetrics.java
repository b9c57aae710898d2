// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.concurrent.atomic.AtomicLong;
import tempest.cluster.Clock;

/** What is counted per task beyond the counters of its streams. Written by the task's thread, published once per round. */
public final class TaskMetrics {
    /** Microseconds from a tree's emit to its completion. */
    public final LatencyCounts complete = new LatencyCounts();
    /** Nanoseconds in execute. */
    public final LatencyCounts execute = new LatencyCounts();
    /** Microseconds from execute to ack. */
    public final LatencyCounts process = new LatencyCounts();
    /** The same for acks by threads other than the task's, one at a time. */
    public final LatencyCounts asyncProcess = new LatencyCounts();
    public final FailureSamples failures = new FailureSamples();
    public final FailedInputs failedInputs = new FailedInputs();
    public final TraceBook traces;
    /** Trees that timed out; they are included in the failed of their streams. */
    public long timedOut;
    /** Tuples that ended as dead letters; they are included in the failed of their streams. */
    public final AtomicLong deadLetters = new AtomicLong();

    public TaskMetrics(Clock clock) {
        traces = new TraceBook(clock);
    }
}
