// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tempest.cluster.BindAddress;
import tempest.cluster.ConfigReader;

/**
 * The transport's limits, parsed once from a topology's configuration. Immutable; any thread.
 *
 * @param bind where the worker's port is
 * @param secret by which workers make sure of each other; empty if they do not
 * @param queueBytes most bytes in flight to one other worker, counted until it confirms them
 * @param resumeBytes a full queue is writable again below this
 * @param socketBytes most bytes written to one socket at a time
 * @param maxFrameBytes largest frame accepted or sent
 * @param backlog length of the accept queue
 * @param minBackoff first wait before reconnecting
 * @param maxBackoff longest wait before reconnecting
 * @param expiry after this time a batch is of no use any more, since the trees of its tuples have timed out; empty if none ever does
 * @param tls    how connections are encrypted; empty if they are not
 */
public record TransportConfig(BindAddress bind, Optional<WorkerSecret> secret, long queueBytes, long resumeBytes, int socketBytes, int maxFrameBytes,
                              int backlog, Duration minBackoff, Duration maxBackoff, Optional<Duration> expiry, Optional<WorkerTls> tls) {
    /** Frames up to this size are always accepted; storm.messaging.netty.buffer_size can only raise the limit. */
    static final int LEAST_MAX_FRAME_BYTES = 64 << 20;
    /** A sender's introduction is shorter than this. */
    static final int MAX_HELLO_BYTES = 1024;
    /** A receiver's answer is shorter than this: it names the tasks that are stopped. */
    static final int MAX_WELCOME_BYTES = 64 + 4 * (1 << 20);
    /** A connection that has not introduced itself within this time is closed. */
    static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
    /** A worker that confirms nothing for this long while batches are in flight is reconnected. */
    static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

    /** A worker whose connection was cut is away after this time. */
    static final Duration AWAY_AFTER = Duration.ofSeconds(1);
    /** A worker that has never answered is away after this time: it is being started. */
    static final Duration NEVER_SEEN_AFTER = Duration.ofSeconds(10);
    /** A worker that is connected but confirms nothing, because it hangs or the network is cut, is away after this time. */
    static final Duration SILENT_AFTER = Duration.ofSeconds(5);

    private static final String HIGH = "storm.messaging.netty.buffer.high.watermark";
    private static final String LOW = "storm.messaging.netty.buffer.low.watermark";
    private static final String BATCH = "storm.messaging.netty.transfer.batch.size";
    private static final String FRAME = "storm.messaging.netty.buffer_size";
    private static final String BACKLOG = "storm.messaging.netty.socket.backlog";
    private static final String MIN_WAIT = "storm.messaging.netty.min_wait_ms";
    private static final String MAX_WAIT = "storm.messaging.netty.max_wait_ms";

    public TransportConfig {
        if (resumeBytes > queueBytes) {
            throw new IllegalArgumentException(LOW + " is " + resumeBytes + ": it must not exceed " + HIGH + " (" + queueBytes + ")");
        }
        if (minBackoff.compareTo(maxBackoff) > 0) {
            throw new IllegalArgumentException(
                MIN_WAIT + " is " + minBackoff.toMillis() + ": it must not exceed " + MAX_WAIT + " (" + maxBackoff.toMillis() + ")");
        }
    }

    /**
     * Parses the {@code storm.messaging.netty.*} keys.
     *
     * @throws IllegalArgumentException in one line, naming a key whose value is wrong
     */
    public static TransportConfig of(Map<String, Object> conf) {
        return new TransportConfig(BindAddress.of(conf), WorkerSecret.of(conf),
            number(conf, HIGH, 16 << 20, 1024, 1L << 40),
            number(conf, LOW, 8 << 20, 0, 1L << 40),
            (int) number(conf, BATCH, 256 << 10, 1024, 1 << 30),
            (int) Math.max(LEAST_MAX_FRAME_BYTES, number(conf, FRAME, 5 << 20, 1024, Integer.MAX_VALUE - 1024)),
            (int) number(conf, BACKLOG, 500, 1, 1 << 20),
            Duration.ofMillis(number(conf, MIN_WAIT, 100, 1, 3_600_000)),
            Duration.ofMillis(number(conf, MAX_WAIT, 1000, 1, 3_600_000)),
            expiry(new ConfigReader(conf)), WorkerTls.of(conf, Clock.systemUTC()));
    }

    private static Optional<Duration> expiry(ConfigReader read) {
        return read.flag("topology.enable.message.timeouts", true)
            ? Optional.of(Duration.ofSeconds(read.integer("topology.message.timeout.secs", 30, 1))) : Optional.empty();
    }

    private static long number(Map<String, Object> conf, String key, long absent, long min, long max) {
        Object value = conf.get(key);
        if (value == null) {
            return absent;
        }
        if (!(value instanceof Number n) || n.longValue() < min || n.longValue() > max) {
            throw new IllegalArgumentException(key + " is " + value + ": it must be a whole number from " + min + " to " + max);
        }
        return n.longValue();
    }
}
