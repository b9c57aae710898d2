// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.time.Duration;
import java.util.Map;
import tempest.cluster.ConfigReader;
import tempest.worker.transport.TransportConfig;

/**
 * What a worker's process reads from its configuration, in units. Immutable.
 *
 * @param heartbeatMillis from heartbeat to heartbeat
 * @param drain how long a stop may wait for in-flight tuples
 * @param lastBatches how long the last batches of a worker that ends may take to reach other workers
 * @param metricsPort where {@code /metrics} is served for the worker on a slot's port, as an offset to that; 0 for nowhere
 * @param localMode many workers share this JVM: nothing that belongs to all of it may be changed
 * @param refresh how often what is followed by watches is read again
 * @param profilerCommand makes profiles in place of the JVM's own flight recorder; null for none
 */
public record WorkerSettings(long heartbeatMillis, Duration drain, Duration lastBatches, int metricsPort, boolean localMode, TransportConfig transport,
                             StateRefresh.Periods refresh, String profilerCommand) {
    static final String METRICS_PORT = "worker.metrics.port.offset";
    /** More is not left of a supervisor's patience. */
    private static final int LAST_BATCHES_MILLIS = 300;
    /** Storm's script around the flight recorder, whose work is done without it. */
    private static final String OWN_PROFILER = "flight.bash";
    private static final String SHUTDOWN_SLEEP = "supervisor.worker.shutdown.sleep.secs";
    /** The supervisor kills a worker that is not gone after its patience; this share of it is for tuples, the rest for cleaning up. */
    private static final double DRAIN_SHARE = 0.6;

    /** @param conf the topology's over the daemons' */
    public static WorkerSettings of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        long patienceMillis = 1000L * read.integer(SHUTDOWN_SLEEP, 3, 0);
        return new WorkerSettings(
            1000L * read.integer("task.heartbeat.frequency.secs", 3, 1),
            Duration.ofMillis((long) (patienceMillis * DRAIN_SHARE)),
            Duration.ofMillis(Math.min(LAST_BATCHES_MILLIS, read.integer("storm.messaging.netty.flush_timeout_ms", LAST_BATCHES_MILLIS, 0))),
            read.integer(METRICS_PORT, 0, 0),
            "local".equals(read.text("storm.cluster.mode", "distributed")),
            TransportConfig.of(conf),
            StateRefresh.Periods.of(read),
            profilerCommand(read.text("worker.profiler.command", OWN_PROFILER)));
    }

    private static String profilerCommand(String configured) {
        return configured.isBlank() || configured.equals(OWN_PROFILER) || configured.endsWith("/" + OWN_PROFILER) ? null : configured;
    }
}
