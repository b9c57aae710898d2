// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.Mailbox;
import tempest.cluster.MailboxThread;
import tempest.rpc.TaskReadings;
import tempest.rpc.WorkerBeat;

/**
 * Has the metrics of tasks read every few seconds for heartbeats. Gauges are user code and may take long, or for ever: they have a thread of their own,
 * and a heartbeat takes what was read last and never waits. Started and closed by the process.
 */
final class MetricReadings implements AutoCloseable {
    static final long PERIOD_MILLIS = 5000;
    /** A round that takes longer is told of. */
    static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Logger LOG = LoggerFactory.getLogger(MetricReadings.class);
    private static final long NOT_READING = Long.MIN_VALUE;

    private final TaskMetricsReader reader;
    private final Clock clock;
    private final Consumer<Runnable> asUser;
    private final Mailbox mailbox;
    private final MailboxThread thread;
    private volatile TaskMetricsReader.Readings latest = new TaskMetricsReader.Readings(List.of(), 0);
    private final AtomicReference<TaskMetricsReader.Readings> unsent = new AtomicReference<>();
    /** Since when a round has been under way. */
    private volatile long sinceNanos = NOT_READING;
    private String slow = "";

    /**
     * Reads nothing yet.
     *
     * @param asUser runs a task as user code is run
     * @param fatal what to do about an error in the thread
     */
    MetricReadings(TaskMetricsReader reader, int port, Clock clock, Consumer<Runnable> asUser, Thread.UncaughtExceptionHandler fatal) {
        this.reader = reader;
        this.clock = clock;
        this.asUser = asUser;
        this.mailbox = new Mailbox(clock);
        this.thread = new MailboxThread("metric-readings-" + port, mailbox, fatal);
    }

    void start() {
        mailbox.execute(() -> {
            mailbox.every(PERIOD_MILLIS, this::round);
            round();
        });
        thread.start();
    }

    private void round() {
        sinceNanos = clock.nanoTime();
        try {
            asUser.accept(() -> {
                latest = reader.read();
                unsent.set(latest);
            });
        } finally {
            sinceNanos = NOT_READING;
        }
    }

    /** What was read last. Any thread. */
    List<TaskReadings> latest() {
        return latest.tasks();
    }

    /** Adds what was read since the last time, if anything was. The heartbeat's thread. */
    void addTo(WorkerBeat beat) {
        TaskMetricsReader.Readings readings = unsent.getAndSet(null);
        if (readings != null) {
            beat.set_readings(readings.tasks());
            beat.set_readings_left_out(readings.leftOut());
        }
        long since = sinceNanos;
        if (since != NOT_READING && clock.nanoTime() - since > SLOW_NANOS && !slow.equals(reader.current())) {
            slow = reader.current();
            LOG.warn("The metric {} has been asked for {} s; no metric is told to Nimbus until it answers", slow, TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime() - since));
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
