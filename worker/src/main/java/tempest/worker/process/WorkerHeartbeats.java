// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterStateException;
import tempest.cluster.Mailbox;
import tempest.cluster.MailboxThread;
import tempest.cluster.NimbusRpc;
import tempest.rpc.WorkerBeat;
import tempest.worker.transport.WorkerAddress;

/**
 * Tells the leading Nimbus, again and again, that this worker lives and what it has counted. Started and closed by the process;
 * works on a thread of its own, because a call may take as long as its time-out. A Nimbus that does not answer is tried again at
 * the next heartbeat, for ever: the worker does its work without one.
 */
final class WorkerHeartbeats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerHeartbeats.class);

    private final String topologyId;
    private final WorkerAddress slot;
    private final String host;
    private final long periodMillis;
    private final NimbusRpc nimbus;
    private final Clock clock;
    private final Supplier<Map<ExecutorInfo, ExecutorStats>> stats;
    private final Consumer<WorkerBeat> details;
    private final JvmLoad jvm = new JvmLoad();
    private final long pid = ProcessHandle.current().pid();
    private final long startedNanos;
    private final Mailbox mailbox;
    private final MailboxThread thread;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private boolean silent;
    /** The latest, in case they cannot be read. */
    private Map<ExecutorInfo, ExecutorStats> known = Map.of();

    /**
     * @param details adds what the engine has to tell beyond its statistics
     * @param fatal what to do about an error in this thread
     */
    WorkerHeartbeats(String topologyId, WorkerAddress slot, String host, long periodMillis, NimbusRpc nimbus, Clock clock,
                Supplier<Map<ExecutorInfo, ExecutorStats>> stats, Consumer<WorkerBeat> details,
                Thread.UncaughtExceptionHandler fatal) {
        this.topologyId = topologyId;
        this.slot = slot;
        this.host = host;
        this.periodMillis = periodMillis;
        this.nimbus = nimbus;
        this.clock = clock;
        this.stats = stats;
        this.details = details;
        this.startedNanos = clock.nanoTime();
        this.mailbox = new Mailbox(clock);
        this.thread = new MailboxThread("heartbeat-" + slot.port(), mailbox, fatal);
    }

    void start() {
        mailbox.execute(() -> {
            mailbox.every(periodMillis, this::send);
            send();
        });
        thread.start();
    }

    /** One soon, out of turn, because Nimbus waits for what it tells; several wishes make one. Any thread. */
    void soon() {
        if (!wanted.getAndSet(true)) {
            mailbox.execute(() -> {
                wanted.set(false);
                send();
            });
        }
    }

    private void send() {
        // Nimbus takes a worker with a longer life than its assignment for a former one, so how often the time of day is set must not count.
        int uptimeSecs = (int) TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime() - startedNanos);
        WorkerBeat beat = new WorkerBeat(topologyId, slot.node(), host, slot.port(), clock.secs(), uptimeSecs, known);
        beat.set_pid(pid);
        jvm.addTo(beat, clock.nanoTime());
        try {
            known = stats.get();
            beat.set_executor_stats(known);
            details.accept(beat);
        } catch (RuntimeException e) {
            // A worker without figures is alive all the same, and Nimbus must not take it for dead.
            LOG.error("Figures of this worker cannot be read; it tells Nimbus the rest", e);
        }
        try {
            nimbus.run(leader -> leader.workerBeat(beat));
            if (silent) {
                silent = false;
                LOG.info("Nimbus accepts heartbeats again");
            }
        } catch (NotAliveException e) {
            refused("it knows no topology " + topologyId + " (any more)");
        } catch (TException | ClusterStateException e) {
            refused(e.getMessage());
        }
    }

    private void refused(String why) {
        if (!silent) {
            silent = true;
            LOG.warn("Nimbus does not accept heartbeats: {}; trying again every {} ms", why, periodMillis);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
