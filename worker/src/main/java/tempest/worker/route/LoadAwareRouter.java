// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.apache.storm.grouping.LoadMapping;

/**
 * A shuffle that prefers near tasks as long as they keep up, and sends less to those that do not.
 *
 * <p>It uses the tasks within a distance. When their average load is above the higher bound, it includes those one step farther; when the
 * average load of the next nearer step is below the lower bound, it goes back. Within the distance each task has a weight, which is lowered
 * by a step while the task is busier than the others and raised by a step while it is not, so that a slow task neither blocks the emitter nor
 * is starved. A task whose worker is away does not count as within any distance while there are others.
 */
final class LoadAwareRouter extends Router {
    private static final double NOTABLY_BUSIER = 0.1;

    /** When to include farther tasks and when to return to nearer ones, as average loads from 0 to 1. */
    record Bounds(double lower, double higher) { }

    private final int[] tasks;
    private final IntFunction<Distance> distances;
    private final IntPredicate away;
    private final Bounds bounds;
    private final Function<int[], BurstRoundRobin> order;
    private final Map<Integer, Integer> weights = new HashMap<>();
    private Distance reach;
    private int[] reached;
    private BurstRoundRobin turns;

    /**
     * @param away whether a task's worker has not been there for a while
     * @param order draws an order for the tasks of a distance
     */
    LoadAwareRouter(int[] tasks, IntFunction<Distance> distances, IntPredicate away, Bounds bounds, Function<int[], BurstRoundRobin> order) {
        this.tasks = tasks;
        this.distances = distances;
        this.away = away;
        this.bounds = bounds;
        this.order = order;
        reach = nearestWithTasks(Distance.SAME_WORKER);
        reached = within(reach);
        turns = order.apply(reached);
    }

    @Override
    public int one(List<Object> values) {
        return turns.next();
    }

    @Override
    public boolean wantsLoads() {
        return true;
    }

    private int[] within(Distance distance) {
        int[] there = Arrays.stream(tasks).filter(task -> !away.test(task)).toArray();
        return Arrays.stream(there.length > 0 ? there : tasks).filter(task -> distances.apply(task).compareTo(distance) <= 0).toArray();
    }

    /** The first distance from this one on that includes any tasks. */
    private Distance nearestWithTasks(Distance from) {
        for (Distance distance : Distance.values()) {
            if (distance.compareTo(from) >= 0 && within(distance).length > 0) {
                return distance;
            }
        }
        return Distance.ELSEWHERE;
    }

    private double averageLoad(Distance distance, LoadMapping loads) {
        return Arrays.stream(within(distance)).mapToDouble(loads::get).average().orElse(1);
    }

    @Override
    public void refresh(LoadMapping loads) {
        reach = nearestWithTasks(reach);
        double load = averageLoad(reach, loads);
        if (load > bounds.higher && reach != Distance.ELSEWHERE) {
            reach = Distance.values()[reach.ordinal() + 1];
        } else if (reach != Distance.SAME_WORKER) {
            Distance nearer = Distance.values()[reach.ordinal() - 1];
            if (averageLoad(nearer, loads) < bounds.lower) {
                reach = nearer;
            }
        }
        int[] now = within(reach);
        if (!Arrays.equals(now, reached)) {
            reached = now;
            turns = order.apply(now);
        }
        weigh(loads);
    }

    /** Contains only tasks whose weight is not full. */
    private void weigh(LoadMapping loads) {
        double average = Arrays.stream(reached).mapToDouble(loads::get).average().orElse(1);
        boolean changed = false;
        int most = 0;
        for (int task : reached) {
            int before = weights.getOrDefault(task, BurstRoundRobin.FULL);
            boolean busier = loads.get(task) > average + NOTABLY_BUSIER;
            int after = busier ? Math.max(1, before - 2) : Math.min(BurstRoundRobin.FULL, before + 1);
            changed |= after != before;
            most = Math.max(most, after);
            if (after == BurstRoundRobin.FULL) {
                weights.remove(task);
            } else {
                weights.put(task, after);
            }
        }
        if (changed) {
            int heaviest = most;
            turns.weigh(task -> Math.max(1, weights.getOrDefault(task, BurstRoundRobin.FULL) * BurstRoundRobin.FULL / heaviest));
        }
    }
}
