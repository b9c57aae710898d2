// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;

/** A reader's own sum of counters since the start, by stream. Filled and read by one thread. */
public final class Totals {
    private final Map<String, OutCounters> out = new HashMap<>();
    private final Map<GlobalStreamId, InCounters> in = new HashMap<>();

    public Map<String, OutCounters> out() {
        return out;
    }

    public Map<GlobalStreamId, InCounters> in() {
        return in;
    }

    /** Adds counters that another thread may be increasing at this moment. */
    public void add(String stream, OutCounters counters) {
        OutCounters sum = out.computeIfAbsent(stream, s -> new OutCounters());
        sum.emitted += counters.emitted;
        sum.transferred += counters.transferred;
        sum.acked += counters.acked;
        sum.failed += counters.failed;
        sum.completeMicros += counters.completeMicros;
        sum.completeSamples += counters.completeSamples;
    }

    /** Adds counters that another thread may be increasing at this moment. */
    public void add(GlobalStreamId source, InCounters counters) {
        InCounters sum = in.computeIfAbsent(source, s -> new InCounters());
        sum.executed += counters.executed;
        sum.acked += counters.acked;
        sum.failed += counters.failed;
        sum.executeNanos += counters.executeNanos;
        sum.executeSamples += counters.executeSamples;
        sum.processMicros += counters.processMicros;
        sum.processSamples += counters.processSamples;
    }
}
