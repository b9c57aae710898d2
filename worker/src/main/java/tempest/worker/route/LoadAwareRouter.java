// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.apache.storm.grouping.LoadMapping;

/**
 * A shuffle that prefers near tasks as long as they keep up, and gives less to those that do not.
 *
 * <p>It uses the tasks within a distance. When these are loaded above the higher bound on average, it looks one step farther; when
 * those of the next nearer step are loaded below the lower bound, it goes back. Within the distance each task has a weight, which
 * sinks by a step while the task is busier than the others and rises by a step while it is not, so that a slow task neither
 * holds up the emitter nor is starved.
 */
final class LoadAwareRouter extends Router {
    private static final int MAX_WEIGHT = 20;
    private static final double NOTABLY_BUSIER = 0.1;

    /** When to look farther and when to come back, as average loads from 0 to 1. */
    record Bounds(double lower, double higher) { }

    private final int[] tasks;
    private final IntFunction<Distance> distances;
    private final Bounds bounds;
    private final RandomGenerator random;
    private final int[] weights;
    private Distance reach;
    private int[] ring;
    private int next;

    LoadAwareRouter(int[] tasks, IntFunction<Distance> distances, Bounds bounds, RandomGenerator random) {
        this.tasks = tasks;
        this.distances = distances;
        this.bounds = bounds;
        this.random = random;
        weights = new int[tasks.length];
        Arrays.fill(weights, MAX_WEIGHT);
        reach = nearestWithTasks(Distance.SAME_WORKER);
        rebuild();
    }

    @Override
    public int one(List<Object> values) {
        int at = next;
        next = at + 1 == ring.length ? 0 : at + 1;
        return ring[at];
    }

    @Override
    public boolean wantsLoads() {
        return true;
    }

    private boolean within(int task, Distance distance) {
        return distances.apply(task).compareTo(distance) <= 0;
    }

    /** The first distance from this one on within which there are tasks. */
    private Distance nearestWithTasks(Distance from) {
        for (Distance distance : Distance.values()) {
            if (distance.compareTo(from) >= 0 && Arrays.stream(tasks).anyMatch(task -> within(task, distance))) {
                return distance;
            }
        }
        return Distance.ELSEWHERE;
    }

    private double averageLoad(Distance distance, LoadMapping loads) {
        return Arrays.stream(tasks).filter(task -> within(task, distance)).mapToDouble(loads::get).average().orElse(1);
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
        load = averageLoad(reach, loads);
        for (int i = 0; i < tasks.length; i++) {
            boolean busier = loads.get(tasks[i]) > load + NOTABLY_BUSIER;
            weights[i] = busier ? Math.max(1, weights[i] - 2) : Math.min(MAX_WEIGHT, weights[i] + 1);
        }
        rebuild();
    }

    private void rebuild() {
        List<Integer> turns = new ArrayList<>();
        boolean even = Arrays.stream(weights).allMatch(weight -> weight == weights[0]);
        for (int i = 0; i < tasks.length; i++) {
            if (within(tasks[i], reach)) {
                for (int turn = even ? 1 : weights[i]; turn > 0; turn--) {
                    turns.add(tasks[i]);
                }
            }
        }
        ring = ShuffleRouter.shuffled(turns.stream().mapToInt(Integer::intValue).toArray(), random);
        next = 0;
    }
}
