// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tempest.rpc.EventTime;
import tempest.rpc.EventTimeSight;
import tempest.rpc.MetricSight;
import tempest.rpc.MetricSights;
import tempest.rpc.Series;

/** The metrics that tasks registered, and where event time is, as JSON: null where nothing is known. Pure. */
final class TaskMetricsView {
    private TaskMetricsView() {}

    /** @param wanted of which components */
    static Map<String, Object> of(MetricSights sights, Predicate<String> wanted) {
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (MetricSight sight : sights.get_metrics()) {
            if (wanted.test(sight.get_component())) {
                Map<String, Object> row = name(sight);
                List<Map<String, Object>> tasks = new ArrayList<>();
                new TreeMap<>(sight.get_latest()).forEach((task, value) -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("task", task);
                    one.put("value", value);
                    tasks.add(one);
                });
                row.put("tasks", tasks);
                metrics.add(row);
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metrics", metrics);
        json.put("eventTime", sights.get_event_times().stream().filter(sight -> wanted.test(sight.get_component())).map(TaskMetricsView::eventTime).toList());
        json.put("leftOut", sights.get_left_out());
        return json;
    }

    private static Map<String, Object> name(MetricSight sight) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("component", sight.get_component());
        json.put("name", sight.get_name());
        json.put("kind", sight.is_counted() ? "total" : "level");
        return json;
    }

    private static Map<String, Object> eventTime(EventTimeSight sight) {
        EventTime time = sight.get_event_time();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("component", sight.get_component());
        json.put("task", sight.get_task());
        json.put("watermarkMillis", time.is_set_watermark_millis() ? time.get_watermark_millis() : null);
        json.put("behindMillis", time.get_behind_millis());
        json.put("heldBy", time.get_held_by());
        json.put("standsSeconds", sight.is_set_stands_secs() ? sight.get_stands_secs() : null);
        return json;
    }

    /** @param task 0 for all tasks of the component */
    static Map<String, Object> series(MetricSight metric, int task, Series series) {
        Map<String, Object> json = name(metric);
        json.put("task", task == 0 ? null : task);
        json.put("stepSeconds", series.get_step_secs());
        json.put("t", SeriesJson.times(series));
        new TreeMap<>(series.get_values()).forEach((figure, values) -> {
            List<Double> list = new ArrayList<>();
            values.forEach(value -> list.add(Double.isFinite(value) ? value : null));
            json.put(figure, list);
        });
        return json;
    }
}
