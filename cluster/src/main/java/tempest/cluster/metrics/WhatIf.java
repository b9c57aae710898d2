// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Predicts what a topology would do with other numbers of executors and workers, from what it was measured to do. A pure function, called by the page's
 * REST API on any thread; it changes nothing.
 *
 * <p>The model: tuples flow from spouts through components in the proportions measured. A component can take what its busiest executor can, whose share
 * follows from how tasks are spread over executors and from how uneven its keys were measured to be. All together can take what the processors can. A spout gives what it
 * gives now, or, if it was blocked, what it gave in the time that it was not. Spouts are raised in common until one of these stops them. The error bar comes from
 * the spread of the windows' measurements, and from how far an executor can be busy where that was not seen.
 */
public final class WhatIf {
    /** So many windows of known measurements are needed: a minute. */
    public static final int LEAST_WINDOWS = 6;
    /** An executor that was never seen with a full queue can be busy for this share of time at best, probably, at worst. */
    private static final double[] REACH = {1, 0.95, 0.85};
    private static final double PROCESSORS_REACH = 0.97;
    private static final double BUSY = 0.8;
    private static final double FULL = 0.8;
    /** With a full queue even an executor that is less busy does what it can: the rest goes into handing tuples over. */
    private static final double SOME = 0.3;
    private static final double WAITING = 0.15;
    /** A spout that is blocked for less has been let do what it wants. */
    private static final double HELD_BACK = 0.05;
    private static final double MOST_BLOCKED = 0.98;
    private static final double PENDING = 0.9;
    /** A share of the busiest executor that is larger than an even one by this factor comes of uneven keys. */
    private static final double UNEVEN = 1.15;
    private static final double LEAST_ERROR = 0.03;
    /** What tuples cost between workers is not known before there are as many. */
    private static final double WORKERS_ERROR = 0.1;
    private static final int ROUNDS = 100;

    private final LoadMeasurement measured;
    private final WantedSize wanted;
    private final int windows;
    private final Map<String, Boolean> saturated = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> origins;
    private final List<String> spouts;

    /**
     * What was measured of one component. Arrays have an entry for each window, NaN where nothing is known.
     *
     * @param executors how many it has, 1 at least
     * @param tasks     how many it has, 1 at least
     * @param evened    whether its tuples go to the task that has room (load-aware shuffling), not to each task alike or by key
     * @param rate      tuples per second: executed by a bolt, emitted by a spout
     * @param busy      how many executors' time all together spent in user code; not known of spouts
     * @param capacity  share of time that the busiest executor spent in user code, 0 to about 1; not known of spouts
     * @param fill      fill of the fullest queue, 0 to 1
     * @param blocked   largest share of time that an executor was blocked by full queues downstream
     * @param pending   a spout's open trees
     * @param inputs    tuples per second from each component that it receives tuples of; NaN if not known
     */
    public record ComponentLoad(String id, boolean spout, int executors, int tasks, boolean evened, double[] rate, double[] busy, double[] capacity, double[] fill, double[] blocked,
                                double[] pending, Map<String, Double> inputs) { }

    /**
     * What was measured of a topology.
     *
     * @param components     its own components
     * @param workers        how many it has
     * @param maxPending     topology.max.spout.pending per task, or 0 if there is no limit
     * @param processorsUsed how many processors' time its workers take; NaN if not known
     * @param processors     how many processors the hosts of its workers have; NaN if not known
     */
    public record LoadMeasurement(List<ComponentLoad> components, int workers, int maxPending, double processorsUsed, double processors) { }

    /**
     * What it would have instead.
     *
     * @param executors  by component; those left out stay
     * @param workers    how many
     * @param processors how many processors the hosts of so many workers have; NaN if not known
     */
    public record WantedSize(Map<String, Integer> executors, int workers, double processors) { }

    /** What limits the throughput. */
    public enum LimitKind { COMPONENT, PROCESSORS, SOURCE, PENDING }

    /**
     * What one component would do.
     *
     * @param executors     how many it would have: no more than tasks
     * @param rate          tuples per second now
     * @param predictedRate tuples per second then
     * @param busy          share of time that its busiest executor is busy now; NaN for spouts
     * @param predictedBusy the same then
     */
    public record ComponentForecast(String id, int executors, double rate, double predictedRate, double busy, double predictedBusy) { }

    /**
     * What the topology would do.
     *
     * @param throughput tuples per second from all spouts now
     * @param predicted  the same then
     * @param low        it is not likely to be less
     * @param high       it is not likely to be more
     * @param kind       what limits it then
     * @param component  the component that limits it, a spout if its source or its limit of open trees does; null for processors
     * @param processors how many processors' time it takes then; NaN if not known
     * @param remarks    what the prediction does not know; may be empty
     */
    public record Forecast(double throughput, double predicted, double low, double high, LimitKind kind, String component, double processors,
                           List<ComponentForecast> components, int windows, List<String> remarks) { }

    private record LoadLimit(LimitKind kind, String component, double room, Map<String, Double> use) { }

    private record LoadSolution(Map<String, Double> levels, double throughput, LimitKind kind, String component) { }

    private WhatIf(LoadMeasurement measured, WantedSize wanted) {
        this.measured = measured;
        this.wanted = wanted;
        this.windows = measured.components.stream().mapToInt(one -> one.rate.length).min().orElse(0);
        this.spouts = measured.components.stream().filter(ComponentLoad::spout).map(ComponentLoad::id).toList();
        measured.components.forEach(one -> saturated.put(one.id, isSaturated(one)));
        this.origins = origins();
    }

    /** How many windows tell of every component: with fewer than {@link #LEAST_WINDOWS} nothing can be predicted. */
    public static int knownWindows(LoadMeasurement measured) {
        int windows = measured.components.stream().mapToInt(one -> one.rate.length).min().orElse(0);
        int known = 0;
        for (int i = 0; i < windows; i++) {
            known += isKnown(measured, i) ? 1 : 0;
        }
        return known;
    }

    private static boolean isKnown(LoadMeasurement measured, int window) {
        return measured.components.stream().allMatch(one -> !Double.isNaN(one.rate[window]) && (one.spout || !Double.isNaN(one.busy[window])));
    }

    /**
     * The prediction.
     *
     * @throws IllegalArgumentException if no spout emitted anything, or if fewer than {@link #LEAST_WINDOWS} windows are known
     */
    public static Forecast of(LoadMeasurement measured, WantedSize wanted) {
        if (knownWindows(measured) < LEAST_WINDOWS) {
            throw new IllegalArgumentException("measured for less than " + LEAST_WINDOWS + " windows");
        }
        return new WhatIf(measured, wanted).forecast();
    }

    private Forecast forecast() {
        LoadSolution probable = solve(WhatIf::mean, REACH[1]);
        double now = total(WhatIf::mean);
        if (!(now > 0)) {
            throw new IllegalArgumentException("no spout emitted anything");
        }
        double error = Math.max(LEAST_ERROR * probable.throughput, spread());
        if (wanted.workers != measured.workers) {
            error = Math.max(error, WORKERS_ERROR * probable.throughput);
        }
        double low = Math.max(0, Math.min(probable.throughput, solve(WhatIf::mean, REACH[2]).throughput) - error);
        double high = Math.max(probable.throughput, solve(WhatIf::mean, REACH[0]).throughput) + error;
        List<ComponentForecast> components = new ArrayList<>();
        for (ComponentLoad one : measured.components) {
            double level = level(one.id, probable);
            double rate = mean(one.rate);
            components.add(new ComponentForecast(one.id, executors(one), rate, rate * level, one.spout ? Double.NaN : Math.min(1, mean(one.capacity)),
                one.spout ? Double.NaN : Math.min(1, mean(one.busy) * busiest(one, executors(one)) * level)));
        }
        return new Forecast(now, probable.throughput, low, high, probable.kind, probable.component, measured.processorsUsed * probable.throughput / now, components,
            knownWindows(measured), remarks(probable));
    }

    /** Twice the deviation of the mean of what each window alone would predict, and once more for the mean of what then happens. */
    private double spread() {
        List<Double> alone = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            int window = i;
            if (isKnown(measured, window)) {
                alone.add(solve(values -> values.length == 0 ? Double.NaN : values[window], REACH[1]).throughput);
            }
        }
        double mean = alone.stream().mapToDouble(one -> one).average().orElse(0);
        double squares = alone.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum() / (alone.size() - 1);
        return 2 * Math.sqrt(2 * squares / alone.size());
    }

    private List<String> remarks(LoadSolution probable) {
        List<String> remarks = new ArrayList<>();
        for (ComponentLoad one : measured.components) {
            int asked = wanted.executors.getOrDefault(one.id, one.executors);
            if (asked > one.tasks) {
                remarks.add(one.id + " has " + one.tasks + (one.tasks == 1 ? " task" : " tasks") + ": more executors than tasks cannot be.");
            }
            if (one.spout && executors(one) != one.executors) {
                remarks.add("How long " + one.id + " takes for a tuple is not measured: its executors are taken to make no difference.");
            }
            if (!one.spout && heavy(one) > 0 && executors(one) != one.executors) {
                remarks.add("The keys of " + one.id + " are uneven: one executor gets at least " + Bottleneck.percent(heavy(one)) + " of its tuples, however many there are.");
            }
        }
        if (wanted.workers != measured.workers) {
            remarks.add("What tuples cost between workers is not measured: the range is wider for it.");
        }
        if (Double.isNaN(measured.processorsUsed) || Double.isNaN(wanted.processors)) {
            remarks.add("Processors are not measured: the prediction takes them to be enough.");
        }
        if (probable.kind == LimitKind.SOURCE && level(probable.component, probable) > 1 + HELD_BACK) {
            remarks.add(probable.component + " was held back: what it could give is estimated from the time that it was not.");
        }
        return remarks;
    }

    private LoadSolution solve(ToDoubleFunction<double[]> pick, double reach) {
        List<LoadLimit> resources = resources(pick, reach);
        Map<String, Double> fixed = new LinkedHashMap<>();
        LoadLimit last = null;
        double most = -1;
        while (fixed.size() < spouts.size()) {
            LoadLimit tightest = null;
            double lowest = Double.POSITIVE_INFINITY;
            for (LoadLimit one : resources) {
                double taken = one.use.entrySet().stream().filter(use -> fixed.containsKey(use.getKey())).mapToDouble(use -> use.getValue() * fixed.get(use.getKey())).sum();
                double rising = one.use.entrySet().stream().filter(use -> !fixed.containsKey(use.getKey())).mapToDouble(Map.Entry::getValue).sum();
                double level = rising > 0 ? Math.max(0, one.room - taken) / rising : Double.POSITIVE_INFINITY;
                if (level < lowest) {
                    lowest = level;
                    tightest = one;
                }
            }
            if (tightest == null) {
                spouts.forEach(spout -> fixed.putIfAbsent(spout, 1.0));
                break;
            }
            double stopped = 0;
            for (Map.Entry<String, Double> use : tightest.use.entrySet()) {
                if (use.getValue() > 0 && !fixed.containsKey(use.getKey())) {
                    fixed.put(use.getKey(), lowest);
                    stopped += lowest * known(pick.applyAsDouble(load(use.getKey()).rate));
                }
            }
            if (stopped > most) {
                most = stopped;
                last = tightest;
            }
        }
        double throughput = spouts.stream().mapToDouble(spout -> fixed.get(spout) * known(pick.applyAsDouble(load(spout).rate))).sum();
        return new LoadSolution(fixed, throughput, last == null ? LimitKind.SOURCE : last.kind, last == null ? spouts.stream().findFirst().orElse(null) : last.component);
    }

    /** What may stop spouts from giving more: room, and what each spout takes of it at its present rate. */
    private List<LoadLimit> resources(ToDoubleFunction<double[]> pick, double reach) {
        List<LoadLimit> resources = new ArrayList<>();
        for (ComponentLoad one : measured.components) {
            if (one.spout) {
                resources.add(source(one));
                continue;
            }
            double use = known(pick.applyAsDouble(one.busy)) * busiest(one, executors(one));
            double room = saturated.get(one.id) ? known(pick.applyAsDouble(one.busy)) * busiest(one, one.executors) : reach;
            resources.add(new LoadLimit(LimitKind.COMPONENT, one.id, room, scaled(origins.get(one.id), use)));
        }
        if (measured.processorsUsed > 0 && wanted.processors > 0) {
            double all = spouts.stream().mapToDouble(spout -> mean(load(spout).rate)).sum();
            Map<String, Double> use = new LinkedHashMap<>();
            spouts.forEach(spout -> use.put(spout, all > 0 ? measured.processorsUsed * mean(load(spout).rate) / all : 0));
            // What was used already can be used again.
            double room = Math.max(PROCESSORS_REACH * wanted.processors, Math.min(1, wanted.processors / measured.processors) * measured.processorsUsed);
            resources.add(new LoadLimit(LimitKind.PROCESSORS, null, room, use));
        }
        return resources;
    }

    private LoadLimit source(ComponentLoad spout) {
        double blocked = known(mean(spout.blocked));
        boolean pending = measured.maxPending > 0 && known(mean(spout.pending)) >= PENDING * measured.maxPending * spout.tasks;
        boolean loaded = measured.components.stream().anyMatch(one -> saturated.get(one.id) && origins.get(one.id).getOrDefault(spout.id, 0.0) > 0);
        double more = pending && loaded ? Double.POSITIVE_INFINITY : blocked >= HELD_BACK && !pending ? 1 / (1 - Math.min(MOST_BLOCKED, blocked)) : 1;
        return new LoadLimit(pending ? LimitKind.PENDING : LimitKind.SOURCE, spout.id, more, Map.of(spout.id, 1.0));
    }

    /** Which share of each component's tuples comes of which spout, by the proportions of its inputs; cycles settle. */
    private Map<String, Map<String, Double>> origins() {
        Map<String, Map<String, Double>> shares = new LinkedHashMap<>();
        measured.components.forEach(one -> shares.put(one.id, one.spout ? Map.of(one.id, 1.0) : Map.of()));
        for (int round = 0; round < ROUNDS; round++) {
            boolean moved = false;
            for (ComponentLoad one : measured.components) {
                Map<String, Double> next = one.spout ? shares.get(one.id) : mixed(one, shares);
                moved |= !next.equals(shares.put(one.id, next));
            }
            if (!moved) {
                break;
            }
        }
        return shares;
    }

    private static Map<String, Double> mixed(ComponentLoad one, Map<String, Map<String, Double>> shares) {
        Set<String> inputs = one.inputs.keySet().stream().filter(shares::containsKey).collect(Collectors.toSet());
        boolean rates = inputs.stream().anyMatch(input -> one.inputs.get(input) > 0);
        Map<String, Double> mixed = new LinkedHashMap<>();
        for (String input : inputs) {
            double weight = rates ? known(one.inputs.get(input)) : 1;
            shares.get(input).forEach((spout, share) -> mixed.merge(spout, weight * share, Double::sum));
        }
        double all = mixed.values().stream().mapToDouble(share -> share).sum();
        return all > 0 ? scaled(mixed, 1 / all) : Map.of();
    }

    private static Map<String, Double> scaled(Map<String, Double> shares, double by) {
        Map<String, Double> scaled = new LinkedHashMap<>();
        shares.forEach((spout, share) -> scaled.put(spout, share * by));
        return scaled;
    }

    /** How many times its present tuples a component would have. */
    private double level(String id, LoadSolution solution) {
        Map<String, Double> shares = origins.get(id);
        return shares.isEmpty() ? 1 : shares.entrySet().stream().mapToDouble(share -> share.getValue() * solution.levels.get(share.getKey())).sum();
    }

    private int executors(ComponentLoad one) {
        return Math.max(1, Math.min(one.tasks, wanted.executors.getOrDefault(one.id, one.executors)));
    }

    /** The share of a component's work that the busiest of so many executors has; what is a little uneven stays so. */
    private static double busiest(ComponentLoad one, int executors) {
        double heavy = heavy(one);
        double share = mean(one.capacity) / mean(one.busy) / even(one, one.executors);
        double uneven = heavy > 0 || executors == 1 || Double.isNaN(share) ? 1 : Math.max(1, Math.min(UNEVEN, share));
        return (heavy + (1 - heavy) * even(one, executors)) * uneven;
    }

    /** Unless tuples go where there is room, tasks are what they are spread over: of 4 tasks on 3 executors one has 2. */
    private static double even(ComponentLoad one, int executors) {
        return one.evened ? 1.0 / executors : Math.ceil((double) one.tasks / executors) / one.tasks;
    }

    /** The share of a component's work that comes of one heavy key; 0 if its executors are about equally busy. */
    private static double heavy(ComponentLoad one) {
        double even = even(one, one.executors);
        double share = mean(one.capacity) / mean(one.busy);
        return !one.evened && even < 1 && share > UNEVEN * even ? Math.min(1, (share - even) / (1 - even)) : 0;
    }

    /** Whether it was measured to do what it can: its queue is full, and it does not wait for others. */
    private static boolean isSaturated(ComponentLoad one) {
        double capacity = known(mean(one.capacity));
        double fill = known(mean(one.fill));
        return !one.spout && (capacity >= BUSY && fill >= FULL / 2 && known(mean(one.blocked)) < WAITING || capacity >= SOME && fill >= FULL && known(mean(one.blocked)) < HELD_BACK);
    }

    private ComponentLoad load(String id) {
        return measured.components.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    private double total(ToDoubleFunction<double[]> pick) {
        return spouts.stream().mapToDouble(spout -> known(pick.applyAsDouble(load(spout).rate))).sum();
    }

    private static double mean(double[] values) {
        double sum = 0;
        int known = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
