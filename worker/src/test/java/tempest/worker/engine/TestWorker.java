// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metrics2.StormMetricRegistry;
import tempest.cluster.Clock;
import tempest.cluster.SystemTopology;
import tempest.worker.link.RemoteTransport;

/** An engine that runs a whole topology in this JVM, without a cluster around it. */
final class TestWorker implements AutoCloseable {
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    final Engine engine;
    final ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Throwable> deaths = new ConcurrentLinkedQueue<>();
    final DeadLettersInMemory letters = new DeadLettersInMemory();
    /** What was being started when the first failure was told. */
    volatile String startingAtDeath;
    final Map<Integer, String> tasks;

    TestWorker(StormTopology topology, Map<String, Object> conf) {
        this(topology, conf, Clock.system());
    }

    TestWorker(StormTopology topology, Map<String, Object> conf, Clock clock) {
        this(topology, conf, clock, null, (component, number) -> true);
    }

    /**
     * @param links connect to the tasks that are not here
     * @param here which executors this worker runs, by component and number, from 0
     */
    TestWorker(StormTopology user, Map<String, Object> conf, Clock clock, RemoteTransport links, BiPredicate<String, Integer> here) {
        StormTopology topology = SystemTopology.of(conf, user);
        tasks = SystemTopology.tasks(topology);
        Map<String, List<Integer>> byComponent = new HashMap<>();
        tasks.forEach((task, component) -> byComponent.computeIfAbsent(component, c -> new ArrayList<>()).add(task));
        List<ExecutorInfo> executors = new ArrayList<>();
        SystemTopology.executors(topology).forEach((component, count) -> {
            List<Integer> own = byComponent.get(component);
            for (int i = 0; i < count; i++) {
                if (here.test(component, i)) {
                    executors.add(new ExecutorInfo(own.get(i * own.size() / count), own.get((i + 1) * own.size() / count - 1)));
                }
            }
        });
        EngineSpec spec = new EngineSpec(new EngineSpec.Submitted("test-1", conf, topology, tasks), executors,
            new EngineSpec.Place("localhost", 6700, ".", ".", "a"),
            new EngineSpec.ClusterView(new AtomicReference<>(Map.of()), new AtomicReference<>(Map.of()), new ConcurrentHashMap<>()));
        engine = new Engine(spec, new EngineServices(clock, links, (task, stop) -> { }, (component, task, error) -> errors.add(error),
            this::died, new StormMetricRegistry(), List.of(), letters::add));
    }

    private void died(Throwable failure) {
        startingAtDeath = engine.starting();
        deaths.add(failure);
    }

    TestWorker start() {
        engine.start();
        engine.activate();
        return this;
    }

    /** Waits for a condition. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        engine.stop(Duration.ofSeconds(10));
    }
}
