// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static tempest.worker.engine.TestWorker.await;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import tempest.worker.engine.Probe.TestBolt;
import tempest.worker.engine.Probe.TestSpout;

/** Bolts whose collectors are used by threads that do not run them. */
class ForeignThreadsTest {
    private final Map<String, Object> conf = new HashMap<>();
    private final Probe probe = new Probe();

    /**
     * Two bolts, to which tuples go in turn. The first one keeps its last tuple, and the other one acks that for it as soon as it happens to
     * run on the thread that ran the first one before. Nothing wakes the first one afterwards.
     */
    @Test
    void aBoltThatUsesAnotherOnesCollectorOnThatOnesFormerThreadIsForeignToIt() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<OutputCollector> keeper = new AtomicReference<>();
        AtomicReference<Tuple> kept = new AtomicReference<>();
        AtomicLong last = new AtomicLong(-1);
        probe.limit = 1;
        probe.emit = (collector, n) -> collector.emit(n % 2 == 0 ? "default" : "side", new Values(n), n);
        probe.execute = (bolt, collector, tuple) -> {
            long n = tuple.getLong(0);
            if (bolt.context.getThisComponentId().equals("keeper")) {
                thread.set(Thread.currentThread());
                keeper.set(collector);
                Tuple before = kept.getAndSet(tuple);
                if (before != null) {
                    collector.ack(before);
                }
            } else {
                collector.ack(tuple);
                if (Thread.currentThread() == thread.get()) {
                    last.set(n - 1);
                    keeper.get().ack(kept.get());
                    return;
                }
            }
            probe.limit = n + 2;
        };
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("keeper", new TestBolt(probe)).shuffleGrouping("spout");
        builder.setBolt("other", new TestBolt(probe)).shuffleGrouping("spout", "side");
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf).start()) {
            await("both run on one thread", () -> last.get() >= 0);
            await("the last ack", () -> probe.acked.contains(last.get()) || probe.failed.contains(last.get()));
            assertTrue(probe.acked.contains(last.get()), "the ack stayed in a lane that nobody looked at");
        }
    }
}
