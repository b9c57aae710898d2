// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.trident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.LocalDRPC;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.starter.trident.TridentMinMaxOfVehiclesTopology.Vehicle;
import org.apache.storm.thrift.TException;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.trident.operation.Consumer;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.windowing.config.SlidingCountWindow;
import org.apache.storm.trident.windowing.config.TumblingCountWindow;
import org.apache.storm.trident.windowing.config.TumblingDurationWindow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Trident examples give the results that their input implies, on a cluster in this JVM. */
class TridentExamplesTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int BATCHES = 20;
    /** What examples showed, by the name of the test. */
    private static final Map<String, Queue<List<Object>>> SEEN = new ConcurrentHashMap<>();
    private static LocalCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    private interface Check {
        void make() throws Exception;
    }

    private static void run(String name, StormTopology topology, Check check) throws Exception {
        Map<String, Object> conf = new HashMap<>();
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, 20);
        try (LocalCluster.LocalTopology running = cluster.submitTopology(name, conf, topology)) {
            check.make();
        }
    }

    /** Keeps what passes. */
    record Keep(String name) implements TridentMapExample.Look {
        @Override
        public void accept(TridentTuple input) {
            SEEN.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>()).add(new ArrayList<>(input));
        }
    }

    private static List<List<Object>> seen(Consumer by) {
        return new ArrayList<>(SEEN.getOrDefault(((Keep) by).name, new ConcurrentLinkedQueue<>()));
    }

    private static <T> void eventually(T expected, Supplier<T> actual) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        T last = actual.get();
        while (!expected.equals(last)) {
            if (System.nanoTime() > deadline) {
                fail("expected " + expected + ", and after a minute it is still " + last);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            last = actual.get();
        }
    }

    private static String call(LocalDRPC drpc, String function, String arguments) {
        try {
            return drpc.execute(function, arguments);
        } catch (TException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wordCountCountsEachWordOnceAndAnswersQueries() throws Exception {
        try (LocalDRPC drpc = new LocalDRPC()) {
            run("word-count", TridentWordCount.topology(TridentWordCount.sentences(), drpc), () -> {
                eventually("[[12]]", () -> call(drpc, TridentWordCount.FUNCTION, "cat dog the man"));
                assertEquals("[[5]]", call(drpc, TridentWordCount.FUNCTION, "the"));
                assertEquals("[[0]]", call(drpc, TridentWordCount.FUNCTION, "unicorn"));
                assertEquals("[[12]]", call(drpc, TridentWordCount.FUNCTION, "cat dog the man"));
            });
        }
    }

    @Test
    void reachCountsEachFollowerOnce() throws Exception {
        try (LocalDRPC drpc = new LocalDRPC()) {
            run("trident-reach", TridentReach.topology(drpc), () -> {
                assertEquals("[[6]]", call(drpc, TridentReach.FUNCTION, "example.org/cats"));
                assertEquals("[[5]]", call(drpc, TridentReach.FUNCTION, "example.org/dogs"));
                assertEquals("[[0]]", call(drpc, TridentReach.FUNCTION, "example.org/fish"));
                assertEquals("[[0]]", call(drpc, TridentReach.FUNCTION, "example.org/nobody"));
            });
        }
    }

    @Test
    void mapExampleCountsTheWordsWithT() throws Exception {
        Keep words = new Keep("words");
        try (LocalDRPC drpc = new LocalDRPC()) {
            run("map-example", TridentMapExample.topology(TridentMapExample.sentences(), drpc, words), () -> {
                eventually("[[5]]", () -> call(drpc, TridentMapExample.FUNCTION, "the town coffee"));
                eventually(10, () -> seen(words).size());
                assertEquals(10, seen(words).stream().filter(w -> w.get(0).toString().startsWith("T")).count());
            });
        }
    }

    @Test
    void minAndMaxOfDevicesAreThoseOfEachBatch() throws Exception {
        Keep least = new Keep("least");
        Keep greatest = new Keep("greatest");
        Comparator<List<Object>> byCount = Comparator.comparingInt(reading -> (Integer) reading.get(1));
        RandomReadings readings = TridentMinMaxOfDevicesTopology.readings(BATCHES);
        run("devices", TridentMinMaxOfDevicesTopology.topology(readings, least, greatest), () -> {
            eventually(best(readings, byCount), () -> sorted(seen(least)));
            eventually(best(readings, byCount.reversed()), () -> sorted(seen(greatest)));
        });
    }

    @Test
    void minAndMaxOfVehiclesAreThoseOfEachBatch() throws Exception {
        Keep slowest = new Keep("slowest");
        Keep thirstiest = new Keep("thirstiest");
        Comparator<List<Object>> bySpeed = Comparator.comparingInt(row -> ((Vehicle) row.get(0)).speed());
        Comparator<List<Object>> byThirst = Comparator.comparingDouble(row -> ((Vehicle) row.get(0)).litresPer100Km());
        RandomReadings vehicles = TridentMinMaxOfVehiclesTopology.vehicles(BATCHES);
        run("vehicles", TridentMinMaxOfVehiclesTopology.topology(vehicles, slowest, thirstiest), () -> {
            eventually(best(vehicles, bySpeed), () -> sorted(seen(slowest)));
            eventually(best(vehicles, byThirst.reversed()), () -> sorted(seen(thirstiest)));
        });
    }

    /** The first of each batch by an order. */
    private static List<String> best(RandomReadings readings, Comparator<List<Object>> order) {
        List<List<Object>> best = new ArrayList<>();
        for (long batch = 1; batch <= BATCHES; batch++) {
            best.add(readings.batch(batch).stream().min(order).orElseThrow());
        }
        return sorted(best);
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return rows.stream().map(Object::toString).sorted().toList();
    }

    @Test
    void windowsByCountHaveTheWordsInTheirOrder() throws Exception {
        Keep tumbling = new Keep("tumbling");
        run("tumbling", TridentWindowingInmemoryStoreTopology.topology(TridentWindowingInmemoryStoreTopology.sentences(), TumblingCountWindow.of(5), tumbling),
            () -> eventually(List.of(List.of(Map.of("one", 1, "two", 2, "three", 2)), List.of(Map.of("one", 1, "two", 1, "three", 2, "four", 1))),
                () -> seen(tumbling)));
        Keep sliding = new Keep("sliding");
        run("sliding", TridentWindowingInmemoryStoreTopology.topology(TridentWindowingInmemoryStoreTopology.sentences(), SlidingCountWindow.of(4, 4), sliding),
            () -> eventually(List.of(List.of(Map.of("one", 1, "two", 2, "three", 1)), List.of(Map.of("three", 3, "four", 1))), () -> seen(sliding)));
    }

    @Test
    void windowsByTimeHaveEachWordOnce() throws Exception {
        Keep window = new Keep("window");
        run("by-time", TridentWindowingInmemoryStoreTopology.topology(TridentWindowingInmemoryStoreTopology.sentences(),
            TumblingDurationWindow.of(BaseWindowedBolt.Duration.seconds(1)), window), () -> eventually(10, () -> seen(window).stream()
                .mapToInt(w -> ((Map<?, ?>) w.get(0)).values().stream().mapToInt(n -> (Integer) n).sum()).sum()));
    }
}
