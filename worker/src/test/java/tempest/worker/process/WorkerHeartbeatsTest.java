// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.ManualClock;
import tempest.cluster.NimbusRpc;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerBeat;
import tempest.worker.transport.WorkerAddress;

final class WorkerHeartbeatsTest {
    private final BlockingQueue<WorkerBeat> heard = new LinkedBlockingQueue<>();
    private Clock clock = Clock.system();
    private final AtomicInteger refusals = new AtomicInteger();

    @Test
    void beatsComeAtOnceAndAgainAndAgainWithTheStatistics() throws Exception {
        Map<ExecutorInfo, ExecutorStats> stats = new HashMap<>(Map.of(new ExecutorInfo(1, 2), new ExecutorStats()));
        try (WorkerHeartbeats beats = beats(stats)) {
            beats.start();
            WorkerBeat first = next();
            assertEquals("topo-1", first.get_topology_id());
            assertEquals("node-a", first.get_node_id());
            assertEquals("host-a", first.get_host());
            assertEquals(6700, first.get_port());
            assertEquals(stats, first.get_executor_stats());
            assertEquals(ProcessHandle.current().pid(), first.get_pid());
            assertTrue(first.get_heap_bytes() > 0 && first.get_heap_max_bytes() >= first.get_heap_bytes());
            assertTrue(first.is_set_gc_millis() && !first.is_set_cpu(), "what the processor did needs two beats");
            assertTrue(first.is_set_figures());
            assertTrue(next().get_cpu() >= 0);
        }
    }

    @Test
    void oneThatNimbusWaitsForDoesNotWaitForItsTurn() throws Exception {
        try (WorkerHeartbeats beats = beats(Map::of, 3_600_000)) {
            beats.start();
            next();
            beats.soon();
            next();
        }
    }

    @Test
    void beatsGoOnWhileNimbusIsAwayAndAreHeardWhenItIsBack() throws Exception {
        refusals.set(5);
        try (WorkerHeartbeats beats = beats(Map.of())) {
            beats.start();
            next();
        }
        assertEquals(0, refusals.get());
    }

    @Test
    void figuresThatCannotBeReadDoNotKeepAWorkerFromSayingThatItLives() throws Exception {
        Map<ExecutorInfo, ExecutorStats> stats = new HashMap<>(Map.of(new ExecutorInfo(1, 2), new ExecutorStats()));
        AtomicBoolean broken = new AtomicBoolean();
        try (WorkerHeartbeats beats = beats(() -> {
            if (broken.get()) {
                throw new IllegalStateException("on purpose");
            }
            return stats;
        }, 10)) {
            beats.start();
            assertTrue(next().is_set_figures());
            broken.set(true);
            WorkerBeat without = next();
            while (without.is_set_figures()) {
                without = next();
            }
            assertEquals(stats, without.get_executor_stats());
            assertEquals(ProcessHandle.current().pid(), without.get_pid());
            broken.set(false);
            while (!next().is_set_figures()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void theUptimeIsWhatHasPassedWhateverTheTimeOfDayIsSetTo() throws Exception {
        ManualClock manual = new ManualClock();
        clock = manual;
        try (WorkerHeartbeats beats = beats(Map.of())) {
            manual.setBy(1, TimeUnit.HOURS);
            manual.advance(5, TimeUnit.SECONDS);
            beats.start();
            assertEquals(5, next().get_uptime_secs());
        }
    }

    private WorkerHeartbeats beats(Map<ExecutorInfo, ExecutorStats> stats) {
        return beats(() -> stats, 10);
    }

    private WorkerHeartbeats beats(Supplier<Map<ExecutorInfo, ExecutorStats>> stats, long periodMillis) {
        TempestNimbus.Iface leader = (TempestNimbus.Iface) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {TempestNimbus.Iface.class}, (proxy, method, arguments) -> {
                assertEquals("workerBeat", method.getName());
                heard.add((WorkerBeat) arguments[0]);
                return null;
            });
        NimbusRpc nimbus = new NimbusRpc() {
            @Override
            public <T> T call(Call<T> call) throws TException {
                if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new TTransportException("nobody there");
                }
                return call.on(leader);
            }

            @Override
            public void close() {
                heard.clear();
            }
        };
        return new WorkerHeartbeats("topo-1", new WorkerAddress("node-a", 6700), "host-a", periodMillis, nimbus, clock, stats,
            beat -> beat.set_figures(new HashMap<>()), FatalErrorHandler.logging("test"));
    }

    private WorkerBeat next() throws InterruptedException {
        WorkerBeat beat = heard.poll(60, TimeUnit.SECONDS);
        assertTrue(beat != null, "no beat within 60 s");
        return beat;
    }
}
