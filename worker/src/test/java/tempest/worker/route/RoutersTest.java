// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

class RoutersTest {
    private static final int[] TASKS = {4, 5, 6, 9};
    private static final Receivers THERE = new Receivers(task -> 64, task -> false);

    @Test
    void aShuffleGivesEachTaskTheSameNumber() {
        Map<Integer, Integer> counts = count(new ShuffleRouter(new BurstRoundRobin(TASKS, THERE, new SplittableRandom(1))), 400);
        assertEquals(Map.of(4, 100, 5, 100, 6, 100, 9, 100), counts);
    }

    @Test
    void aFieldsGroupingPicksByTheDeepHashOfTheSelectedValues() {
        FieldsRouter router = new FieldsRouter(TASKS, new int[] {2, 0});
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1000; i++) {
            Object key = switch (random.nextInt(5)) {
                case 0 -> null;
                case 1 -> new byte[] {(byte) i, 1};
                case 2 -> new Object[] {"a" + i, new int[] {i}};
                case 3 -> List.of(i, "b");
                default -> "word" + i;
            };
            List<Object> values = new Values(i, "ignored", key);
            int expected = TASKS[Math.floorMod(Arrays.deepHashCode(new Object[] {key, i}), TASKS.length)];
            assertEquals(expected, router.one(values));
        }
    }

    @Test
    void aLoadAwareShuffleSpreadsEvenlyWhileLoadsAreEven() {
        LoadAwareRouter router = new LoadAwareRouter(TASKS, task -> Distance.SAME_WORKER, task -> false, new LoadAwareRouter.Bounds(0.2, 0.8),
            RoutersTest::order);
        router.refresh(loads(Map.of(4, 0.1, 5, 0.1, 6, 0.1, 9, 0.1)));
        assertEquals(Map.of(4, 100, 5, 100, 6, 100, 9, 100), count(router, 400));
    }

    @Test
    void aBusyTaskGetsEverLessButNeverNothingAndRecovers() {
        LoadAwareRouter router = new LoadAwareRouter(TASKS, task -> Distance.SAME_WORKER, task -> false, new LoadAwareRouter.Bounds(0.2, 0.8),
            RoutersTest::order);
        for (int i = 0; i < 50; i++) {
            router.refresh(loads(Map.of(4, 1.0, 5, 0.1, 6, 0.1, 9, 0.1)));
        }
        Map<Integer, Integer> counts = count(router, 6100);
        assertEquals(100, counts.get(4));
        assertEquals(2000, counts.get(5));
        for (int i = 0; i < 50; i++) {
            router.refresh(loads(Map.of(4, 0.1, 5, 0.1, 6, 0.1, 9, 0.1)));
        }
        assertEquals(25, count(router, 100).get(4));
    }

    @Test
    void aLoadAwareShuffleUsesFartherTasksOnlyWhenTheNearOnesAreBusy() {
        LoadAwareRouter router = new LoadAwareRouter(TASKS, task -> task < 6 ? Distance.SAME_WORKER : Distance.ELSEWHERE,
            task -> false, new LoadAwareRouter.Bounds(0.2, 0.8), RoutersTest::order);
        assertEquals(Map.of(4, 50, 5, 50), count(router, 100));
        Map<Integer, Double> busy = Map.of(4, 0.9, 5, 0.9, 6, 0.9, 9, 0.9);
        router.refresh(loads(busy));
        router.refresh(loads(busy));
        assertEquals(Map.of(4, 25, 5, 25, 6, 25, 9, 25), count(router, 100));
        Map<Integer, Double> calm = Map.of(4, 0.0, 5, 0.0, 6, 0.0, 9, 0.0);
        router.refresh(loads(calm));
        router.refresh(loads(calm));
        assertEquals(Map.of(4, 50, 5, 50), count(router, 100));
    }

    @Test
    void aDirectSubscriptionRefusesOrdinaryEmits() {
        Router router = new DirectRouter("'b' subscribes to a:s, which");
        assertTrue(router.isDirect());
        assertThrows(IllegalArgumentException.class, () -> router.one(new Values(1)));
    }

    @Test
    void anAllGroupingReachesEveryTask() {
        Router router = new AllRouter(List.of(4, 5, 6));
        assertEquals(Router.MANY, router.one(new Values(1)));
        assertEquals(List.of(4, 5, 6), router.many(new Values(1)));
    }

    @Test
    void manyQuickTasksGetGrowingBurstsAndTheSameNumber() {
        int[] many = IntStream.rangeClosed(1, 100).toArray();
        BurstRoundRobin turns = new BurstRoundRobin(many, THERE, new SplittableRandom(5));
        Set<Integer> first = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            first.add(turns.next());
        }
        assertEquals(100, first.size(), "few tuples are spread one by one");
        Map<Integer, Integer> counts = new HashMap<>();
        int changes = 0;
        int last = 0;
        for (int i = 0; i < 1_000_000; i++) {
            int task = turns.next();
            changes += task == last ? 0 : 1;
            last = task;
            counts.merge(task, 1, Integer::sum);
        }
        assertTrue(changes < 1_000_000 / 40, "mostly in runs of 64, but " + changes + " changes");
        for (int count : counts.values()) {
            assertTrue(Math.abs(count - 10_000) <= 64, "each task gets about the same, not " + counts);
        }
    }

    @Test
    void aSlowTaskGetsNoBursts() {
        int[] many = IntStream.rangeClosed(1, 100).toArray();
        BurstRoundRobin turns = new BurstRoundRobin(many, new Receivers(task -> task == 7 ? 1 : 32, task -> false), new SplittableRandom(5));
        int last = 0;
        for (int i = 0; i < 100_000; i++) {
            int task = turns.next();
            assertTrue(task != 7 || last != 7, "two in a row");
            last = task;
        }
    }

    @Test
    void aShuffleGoesPastTasksWhoseWorkerIsAwayAndComesBackWithThem() {
        Set<Integer> away = new HashSet<>();
        Receivers receivers = new Receivers(task -> 64, away::contains);
        List<Router> routers = List.of(new ShuffleRouter(new BurstRoundRobin(TASKS, receivers, new SplittableRandom(1))),
            new RandomRouter(TASKS, away::contains, new SplittableRandom(1)),
            new LoadAwareRouter(TASKS, task -> Distance.ELSEWHERE, away::contains, new LoadAwareRouter.Bounds(0.2, 0.8),
                some -> new BurstRoundRobin(some, receivers, new SplittableRandom(1))));
        for (Router router : routers) {
            away.clear();
            assertEquals(Set.of(4, 5, 6, 9), count(router, 400).keySet());
            away.addAll(List.of(5, 9));
            assertEquals(Set.of(4, 6), count(router, 400).keySet());
            away.addAll(List.of(4, 6));
            assertEquals(Set.of(4, 5, 6, 9), count(router, 400).keySet(), "all are away: they wait, or fail, in turn");
            away.clear();
            assertEquals(Set.of(4, 5, 6, 9), count(router, 400).keySet());
        }
    }

    @Test
    void aLoadAwareShuffleReachesFartherWhenAllNearTasksAreAway() {
        Set<Integer> away = new HashSet<>();
        LoadAwareRouter router = new LoadAwareRouter(TASKS, task -> task < 6 ? Distance.SAME_HOST : Distance.ELSEWHERE, away::contains,
            new LoadAwareRouter.Bounds(0.2, 0.8), RoutersTest::order);
        assertEquals(Set.of(4, 5), count(router, 100).keySet());
        away.addAll(List.of(4, 5));
        router.refresh(loads(Map.of()));
        assertEquals(Set.of(6, 9), count(router, 100).keySet());
        away.clear();
        for (int i = 0; i < 30; i++) {
            router.refresh(loads(Map.of(4, 0.1, 5, 0.1)));
        }
        assertEquals(Set.of(4, 5), count(router, 100).keySet());
    }

    private static BurstRoundRobin order(int[] tasks) {
        return new BurstRoundRobin(tasks, THERE, new SplittableRandom(3));
    }

    private static Map<Integer, Integer> count(Router router, int tuples) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < tuples; i++) {
            counts.merge(router.one(new ArrayList<>(List.of("x"))), 1, Integer::sum);
        }
        return counts;
    }

    private static LoadMapping loads(Map<Integer, Double> local) {
        LoadMapping mapping = new LoadMapping();
        mapping.setLocal(local);
        return mapping;
    }
}
