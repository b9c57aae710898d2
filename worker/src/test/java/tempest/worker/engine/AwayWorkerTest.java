// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tempest.worker.engine.TestWorker.await;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.storm.Config;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.worker.engine.Probe.TestBolt;
import tempest.worker.engine.Probe.TestSpout;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.CapacityListener;
import tempest.worker.link.RemoteLink;
import tempest.worker.tuple.TupleImpl;

/** An engine whose link to another worker gives everything back, because that worker is away and its queue is full. */
class AwayWorkerTest {
    private final Map<String, Object> conf = new HashMap<>();
    private final Probe probe = new Probe();
    private final AtomicLong lost = new AtomicLong();

    private final class AwayLink implements RemoteLink {
        @Override
        public boolean offer(int task, TupleImpl[] tuples, int count, CapacityListener listener) {
            lost.addAndGet(count);
            return listener.onLost(tuples, count);
        }

        @Override
        public boolean offerAcks(int spoutTask, AckMessageType kind, long[] data, int count, CapacityListener listener) {
            throw new AssertionError("the only spout is here");
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private void run(TopologyBuilder builder) {
        conf.put(Config.TOPOLOGY_DISABLE_LOADAWARE_MESSAGING, true);
        probe.limit = 2000;
        probe.execute = (bolt, collector, tuple) -> {
            if (bolt.context.getThisComponentId().equals("middle")) {
                collector.emit(tuple, new Values(tuple.getLong(0)));
            }
            collector.ack(tuple);
        };
        try (TestWorker worker = new TestWorker(builder.createTopology(), conf, Clock.system(), AwayLink::new,
            (component, number) -> !component.equals("last") || number == 0)) {
            worker.start();
            await("every tree ends", () -> probe.acked.size() + probe.failed.size() == 2000);
            assertEquals(lost.get(), probe.failed.size());
            assertTrue(probe.acked.size() > 0 && probe.failed.size() > 0, probe.acked.size() + " acked, " + probe.failed.size() + " failed");
            assertEquals(0, worker.deaths.size());
        }
    }

    @Test
    void whatASpoutEmitsForAWorkerThatIsAwayFailsAtOnceAndTheRestGoesOn() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("last", new TestBolt(probe), 2).shuffleGrouping("spout");
        run(builder);
    }

    @Test
    void whatABoltEmitsForAWorkerThatIsAwayFailsItsTreeAtOnce() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TestSpout(probe));
        builder.setBolt("middle", new TestBolt(probe, false)).shuffleGrouping("spout");
        builder.setBolt("last", new TestBolt(probe), 2).shuffleGrouping("middle");
        run(builder);
    }
}
