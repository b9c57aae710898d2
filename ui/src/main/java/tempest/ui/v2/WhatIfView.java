// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.SupervisorSummary;
import tempest.cluster.metrics.Bottleneck;
import tempest.cluster.metrics.WhatIf;
import tempest.cluster.metrics.WhatIf.ComponentForecast;
import tempest.cluster.metrics.WhatIf.ComponentLoad;
import tempest.cluster.metrics.WhatIf.Forecast;
import tempest.cluster.metrics.WhatIf.LimitKind;
import tempest.cluster.metrics.WhatIf.LoadMeasurement;
import tempest.cluster.metrics.WhatIf.WantedSize;
import tempest.http.Refused;
import tempest.rpc.Series;
import tempest.rpc.WorkerSight;

/**
 * What a topology would do with other executors and workers, in figures and in a sentence, or why that cannot be told. Pure.
 *
 * @param parts       its components as they are now
 * @param inputs      by component, tuples per second from each component that it receives from
 * @param evened      the components whose tuples go to the task that has room
 * @param series      each component's metrics, in steps
 * @param workers     its workers, as far as they are heard of
 * @param slots       how many workers it has
 * @param supervisors those of the cluster
 * @param maxPending  topology.max.spout.pending per task, or 0
 * @param fromSecs    measurements before are of something else: seconds since the epoch
 * @param toSecs      now
 * @param unknown     why nothing can be told; null if that is not known yet
 */
record WhatIfView(List<Bottleneck.Part> parts, Map<String, Map<String, Double>> inputs, Set<String> evened, List<Series> series, List<WorkerSight> workers, int slots,
                  List<SupervisorSummary> supervisors, int maxPending, long fromSecs, long toSecs, String unknown) {
    /** Measurements of so many seconds are used, if there are as many. */
    static final int MEASURED_SECS = 180;
    private static final int STEP_SECS = 10;
    private static final double PERCENT = 100;
    private static final String CPU = "cpu.pcore.percent";
    private static final double SAME = 0.02;

    /**
     * The question as it is asked.
     *
     * @param workers    null for as many as now
     * @param processors null for what supervisors say
     */
    record WhatIfQuestion(Map<String, Integer> executors, Integer workers, Double processors) {
        /** @throws Refused if it cannot be read */
        static WhatIfQuestion of(List<String> executors, String workers, String processors) {
            Map<String, Integer> wanted = new LinkedHashMap<>();
            for (String one : executors) {
                int colon = one.lastIndexOf(':');
                if (colon < 1 || !one.substring(colon + 1).matches("[1-9]\\d{0,4}")) {
                    throw Refused.badRequest("executors is " + one + "; it must be COMPONENT:NUMBER with a number from 1 to 99999");
                }
                wanted.put(one.substring(0, colon), Integer.parseInt(one.substring(colon + 1)));
            }
            if (workers != null && !workers.matches("[1-9]\\d{0,4}")) {
                throw Refused.badRequest("workers is " + workers + "; it must be a number from 1 to 99999");
            }
            if (processors != null && !processors.matches("\\d{1,5}(\\.\\d{1,3})?") || processors != null && Double.parseDouble(processors) == 0) {
                throw Refused.badRequest("processors is " + processors + "; it must be a number above 0, with three decimals at most");
            }
            return new WhatIfQuestion(wanted, workers == null ? null : Integer.valueOf(workers), processors == null ? null : Double.valueOf(processors));
        }
    }

    /** @throws Refused if the question names a component that there is not */
    Map<String, Object> json(WhatIfQuestion question) {
        question.executors.keySet().forEach(id -> {
            if (parts.stream().noneMatch(part -> part.id().equals(id))) {
                throw Refused.notFound("the topology has no component " + id);
            }
        });
        int wantedWorkers = question.workers == null ? slots : question.workers;
        double processors = question.processors == null ? processors(hosts().size()) : question.processors;
        int hosts = wantedWorkers == slots ? hosts().size() : Math.min(wantedWorkers, supervisors.size());
        double later = question.processors == null ? processors(hosts) : question.processors;
        LoadMeasurement measured = new LoadMeasurement(loads(), slots, maxPending, used(), processors);
        int known = WhatIf.knownWindows(measured);
        String why = unknown != null ? unknown : known < WhatIf.LEAST_WINDOWS
            ? "Measured for " + known * STEP_SECS + " s since it last started or changed: a prediction needs a minute." : null;
        if (why == null && parts.stream().filter(Bottleneck.Part::spout).noneMatch(part -> Arrays.stream(load(part).rate()).anyMatch(rate -> rate > 0))) {
            why = "Its spouts emit nothing.";
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("known", why == null);
        json.put("measuredSeconds", known * STEP_SECS);
        json.put("workers", slots);
        json.put("wantedWorkers", wantedWorkers);
        json.put("processors", SeriesJson.of(later));
        json.put("processorsUsed", SeriesJson.of(used()));
        if (why == null) {
            Forecast forecast = WhatIf.of(measured, new WantedSize(question.executors, wantedWorkers, later));
            json.put("sentence", sentence(forecast));
            put(json, forecast);
        } else {
            json.put("sentence", why);
            json.put("remarks", List.of());
            json.put("components", parts.stream().map(WhatIfView::unpredicted).toList());
        }
        return json;
    }

    private static void put(Map<String, Object> json, Forecast forecast) {
        Map<String, Object> throughput = new LinkedHashMap<>();
        throughput.put("measured", SeriesJson.of(forecast.throughput()));
        throughput.put("predicted", SeriesJson.of(forecast.predicted()));
        throughput.put("low", SeriesJson.of(forecast.low()));
        throughput.put("high", SeriesJson.of(forecast.high()));
        json.put("tuplesPerSecond", throughput);
        json.put("limit", forecast.kind().name().toLowerCase(Locale.ROOT));
        json.put("limitComponent", forecast.component());
        json.put("predictedProcessorsUsed", SeriesJson.of(forecast.processors()));
        json.put("remarks", forecast.remarks());
        json.put("components", forecast.components().stream().map(WhatIfView::predicted).toList());
    }

    private static Map<String, Object> predicted(ComponentForecast one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", one.id());
        json.put("executors", one.executors());
        json.put("tuplesPerSecond", SeriesJson.of(one.rate()));
        json.put("predictedTuplesPerSecond", SeriesJson.of(one.predictedRate()));
        json.put("busy", SeriesJson.of(one.busy()));
        json.put("predictedBusy", SeriesJson.of(one.predictedBusy()));
        return json;
    }

    private static Map<String, Object> unpredicted(Bottleneck.Part part) {
        double rate = part.spout() ? Double.NaN : part.executedPerSecond();
        return predicted(new ComponentForecast(part.id(), part.executors(), rate, Double.NaN, part.spout() ? Double.NaN : part.capacity(), Double.NaN));
    }

    private static String sentence(Forecast forecast) {
        double change = forecast.predicted() / forecast.throughput() - 1;
        String predicted = rate(forecast.predicted()) + " tuples/s from spouts (" + rate(forecast.low()) + " to " + rate(forecast.high()) + ")";
        return (Math.abs(change) < SAME ? "About the same: " + predicted : predicted + " instead of " + rate(forecast.throughput())) + ". " + limit(forecast);
    }

    private static String limit(Forecast forecast) {
        return switch (forecast.kind()) {
            case COMPONENT -> "Bottleneck then: " + forecast.component() + ", busy " + Bottleneck.percent(forecast.components().stream()
                .filter(one -> one.id().equals(forecast.component())).findFirst().orElseThrow().predictedBusy()) + " of the time.";
            case PROCESSORS -> "Bottleneck then: the processors; more executors give nothing.";
            case SOURCE -> "No bottleneck then: " + forecast.component() + " has no more to give.";
            case PENDING -> "Bottleneck then: topology.max.spout.pending of " + forecast.component() + "; more executors give nothing.";
        };
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
    }

    private Set<String> hosts() {
        Set<String> hosts = new HashSet<>();
        workers.forEach(worker -> hosts.add(worker.get_host()));
        return hosts;
    }

    /** Of the hosts of its workers, and of others, the largest first, if there are more. */
    private double processors(int count) {
        Set<String> used = hosts();
        List<Double> own = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        supervisors.forEach(one -> (used.contains(one.get_host()) ? own : others)
            .add(one.is_set_total_resources() ? one.get_total_resources().getOrDefault(CPU, 0.0) / PERCENT : 0));
        own.sort(Comparator.reverseOrder());
        others.sort(Comparator.reverseOrder());
        own.addAll(others);
        double sum = own.stream().limit(count).mapToDouble(one -> one).sum();
        return sum > 0 ? sum : Double.NaN;
    }

    private double used() {
        return workers.isEmpty() || workers.stream().anyMatch(worker -> !worker.is_set_cpu()) ? Double.NaN : workers.stream().mapToDouble(WorkerSight::get_cpu).sum();
    }

    private List<ComponentLoad> loads() {
        return parts.stream().map(this::load).toList();
    }

    private ComponentLoad load(Bottleneck.Part part) {
        Series own = series.stream().filter(one -> one.get_component().equals(part.id())).findFirst().orElse(null);
        return new ComponentLoad(part.id(), part.spout(), part.executors(), part.tasks(), evened.contains(part.id()), windows(own, part.spout() ? "emitted" : "executed"), windows(own, "busy"),
            windows(own, "capacity"), windows(own, "queue_fill"), windows(own, "blocked"), windows(own, "pending"), inputs.getOrDefault(part.id(), Map.of()));
    }

    /** One figure in complete steps, the latest last; the same steps for all components. */
    private double[] windows(Series own, String figure) {
        long last = toSecs / STEP_SECS - 1;
        long first = Math.max(last - MEASURED_SECS / STEP_SECS + 1, (fromSecs + STEP_SECS - 1) / STEP_SECS);
        double[] windows = new double[(int) Math.max(0, last - first + 1)];
        Arrays.fill(windows, Double.NaN);
        List<Double> values = own == null || own.get_step_secs() != STEP_SECS ? List.of() : own.get_values().getOrDefault(figure, List.of());
        for (int i = 0; i < windows.length; i++) {
            long at = own == null ? -1 : first + i - own.get_first_secs() / STEP_SECS;
            if (at >= 0 && at < values.size()) {
                windows[i] = values.get((int) at);
            }
        }
        return windows;
    }
}
