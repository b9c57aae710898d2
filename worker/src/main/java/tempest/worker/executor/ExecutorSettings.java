// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import tempest.cluster.ConfigReader;

/**
 * The settings of a component's executors, from its configuration, in units.
 *
 * @param inboxTuples approximate capacity of an inbox, in tuples
 * @param roundCalls most calls of a spout per round
 * @param timeoutNanos from a root's emit to its timeout; {@link Long#MAX_VALUE} if there is none
 * @param tracking whether trees are tracked at all: topology.acker.executors is not 0
 * @param maxPending most pending roots per spout task
 * @param sampleRate share of tuples that are timed
 * @param failedValues whether samples of failed tuples show their values
 * @param tickSecs seconds between ticks, 0 for none
 */
public record ExecutorSettings(int inboxTuples, int roundCalls, long timeoutNanos, boolean tracking, int maxPending, double sampleRate,
                               int tickSecs, long errorIntervalNanos, int maxErrors, boolean debug, boolean failedValues) {
    private static final String FAILED_VALUES = "topology.failure.samples.values";
    private static final int DEFAULT_INBOX = 32_768;
    private static final int LEAST_INBOX = 512;
    /** Approximate total capacity of all inboxes of a worker, in tuples, except that none is so small that it limits throughput. */
    private static final int INBOXES_TUPLES = 1 << 20;
    private static final int MOST_ROUND = 4096;
    private static final int LEAST_ROUND = 64;
    /** Approximate limit of what all spouts emit in one round each and then wait for. */
    private static final int ROUNDS_CALLS = 1 << 19;

    /** The same for one of this many executors, which together should not exceed what memory and caches can hold. */
    public ExecutorSettings among(int executors) {
        int tuples = Math.min(inboxTuples, Math.max(LEAST_INBOX, INBOXES_TUPLES / executors));
        int calls = Math.min(roundCalls, Math.max(LEAST_ROUND, ROUNDS_CALLS / executors));
        return new ExecutorSettings(tuples, calls, timeoutNanos, tracking, maxPending, sampleRate, tickSecs, errorIntervalNanos,
            maxErrors, debug, failedValues);
    }

    /** @param conf the topology's configuration with the component's own over it */
    public static ExecutorSettings of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        boolean timeouts = read.flag(Config.TOPOLOGY_ENABLE_MESSAGE_TIMEOUTS, true);
        int timeoutSecs = read.integer(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 30, 1);
        double sampleRate = read.real(Config.TOPOLOGY_STATS_SAMPLE_RATE, 0.05, 0);
        if (sampleRate == 0 || sampleRate > 1) {
            throw ConfigReader.wrong(Config.TOPOLOGY_STATS_SAMPLE_RATE, sampleRate, "more than 0 and at most 1");
        }
        return new ExecutorSettings(
            read.integer(Config.TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE, DEFAULT_INBOX, 1),
            MOST_ROUND,
            timeouts ? TimeUnit.SECONDS.toNanos(timeoutSecs) : Long.MAX_VALUE,
            read.integer(Config.TOPOLOGY_ACKER_EXECUTORS, 1, 0) > 0,
            read.integer(Config.TOPOLOGY_MAX_SPOUT_PENDING, Integer.MAX_VALUE, 1),
            sampleRate,
            read.integer(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 0, 0),
            TimeUnit.SECONDS.toNanos(read.integer(Config.TOPOLOGY_ERROR_THROTTLE_INTERVAL_SECS, 10, 1)),
            read.integer(Config.TOPOLOGY_MAX_ERROR_REPORT_PER_INTERVAL, 5, 1),
            read.flag(Config.TOPOLOGY_DEBUG, false),
            read.flag(FAILED_VALUES, true));
    }
}
