// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tempest.rpc.Series;

/** Nimbus's time series as JSON: null where nothing is known. Pure. */
final class SeriesJson {
    private static final double FINEST = 1000;

    /** Nimbus's names of metrics and the REST names of their latest values. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("emitted", "emittedPerSecond");
        NAMES.put("transferred", "transferredPerSecond");
        NAMES.put("executed", "executedPerSecond");
        NAMES.put("acked", "ackedPerSecond");
        NAMES.put("failed", "failedPerSecond");
        NAMES.put("timed_out", "timedOutPerSecond");
        NAMES.put("complete_p50_ms", "completeP50Ms");
        NAMES.put("complete_p99_ms", "completeP99Ms");
        NAMES.put("execute_p50_ms", "executeP50Ms");
        NAMES.put("execute_p99_ms", "executeP99Ms");
        NAMES.put("process_p50_ms", "processP50Ms");
        NAMES.put("process_p99_ms", "processP99Ms");
        NAMES.put("capacity", "capacity");
        NAMES.put("busy", "busy");
        NAMES.put("blocked", "blocked");
        NAMES.put("queue_fill", "queueFill");
        NAMES.put("queued", "queued");
        NAMES.put("pending", "pending");
    }

    private SeriesJson() {}

    /** Rounded to three decimals; null for what is not known. */
    static Double of(Double value) {
        return value == null || value.isNaN() || value.isInfinite() ? null : Math.round(value * FINEST) / FINEST;
    }

    /** Each metric by its REST name. */
    static Map<String, Object> metrics(Map<String, Double> values) {
        Map<String, Object> json = new LinkedHashMap<>();
        NAMES.forEach((theirs, ours) -> json.put(ours, of(values.get(theirs))));
        return json;
    }

    /** The latest value of each metric of a series. */
    static Map<String, Double> last(Series series) {
        Map<String, Double> last = new LinkedHashMap<>();
        if (series != null) {
            series.get_values().forEach((name, values) -> last.put(name, values.isEmpty() ? Double.NaN : values.get(values.size() - 1)));
        }
        return last;
    }

    /** The REST name of a metric in a series. */
    static String seriesName(String theirs) {
        return switch (theirs) {
            case "timed_out" -> "timedOut";
            case "queue_fill" -> "queueFill";
            default -> {
                String[] words = theirs.replace("_ms", "").split("_");
                yield words.length == 1 ? words[0] : words[0] + words[1].toUpperCase(java.util.Locale.ROOT);
            }
        };
    }

    /** A series with the begin of each step. */
    static Map<String, Object> series(Series series) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("component", series.get_component());
        json.put("stepSeconds", series.get_step_secs());
        json.put("t", times(series));
        series.get_values().forEach((name, values) -> json.put(seriesName(name), list(values)));
        return json;
    }

    static List<Double> list(List<Double> values) {
        List<Double> list = new ArrayList<>();
        if (values != null) {
            values.forEach(value -> list.add(of(value)));
        }
        return list;
    }

    /** The begin of each step in seconds since the epoch. */
    static List<Long> times(Series series) {
        int steps = series.get_values().values().stream().mapToInt(List::size).max().orElse(0);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            times.add(series.get_first_secs() + (long) i * series.get_step_secs());
        }
        return times;
    }
}
