// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.rpc.EventTime;
import tempest.rpc.TaskReadings;

/**
 * Reads the metrics that a worker's tasks registered, a bounded number of them. Used by one thread at a time, which runs user code: gauges. What one
 * of them throws harms no other.
 */
final class TaskMetricsReader {
    /** So many values of all tasks together are told. */
    static final int MOST_VALUES = 1000;
    /** Longer names are not told; what is added to tell a mean from a maximum counts. */
    static final int LONGEST_NAME = 100;
    static final String WATERMARK = "event.time.watermark.ms";
    static final String BEHIND = "event.time.behind.ms";
    static final String HELD_BY = "event.time.held.by";
    private static final Logger LOG = LoggerFactory.getLogger(TaskMetricsReader.class);
    private static final double NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final StormMetricRegistry registry;
    private final SortedMap<Integer, String> tasks;
    private volatile String current = "";
    private int said;

    /** What was read, and how many metrics were not. */
    record Readings(List<TaskReadings> tasks, int leftOut) { }

    /** @param tasks components by task; the system's are left out */
    TaskMetricsReader(StormMetricRegistry registry, Map<Integer, String> tasks) {
        this.registry = registry;
        this.tasks = new TreeMap<>(tasks);
        this.tasks.values().removeIf(component -> component.startsWith("__"));
    }

    /** Which metric is being read or was read last. Any thread. */
    String current() {
        return current;
    }

    /** One round of reading, with its own count of what is left out. */
    private final class Round {
        private int values;
        private int tooMany;
        private int tooLong;
        private int noNumbers;
        private int failing;
        private String example = "";

        private TaskReadings read(int task, String component) {
            TaskReadings readings = new TaskReadings(component, task, new HashMap<>(), new HashMap<>());
            Map<String, Gauge> gauges = new TreeMap<>(registry.getTaskGauges(task));
            EventTime time = eventTime(component, gauges.remove(WATERMARK), gauges.remove(BEHIND), gauges.remove(HELD_BY));
            if (time != null) {
                readings.set_event_time(time);
            }
            gauges.forEach((name, gauge) -> {
                if (fits(component, name)) {
                    level(readings, component, name, gauge);
                }
            });
            new TreeMap<>(registry.getTaskCounters(task)).forEach((name, counter) -> count(readings, component, name, counter::getCount));
            new TreeMap<>(registry.getTaskMeters(task)).forEach((name, meter) -> count(readings, component, name, meter::getCount));
            new TreeMap<>(registry.getTaskHistograms(task)).forEach((name, histogram) -> {
                count(readings, component, name + ".count", histogram::getCount);
                samples(readings, component, name, "", 1, histogram::getSnapshot);
            });
            new TreeMap<>(registry.getTaskTimers(task)).forEach((name, timer) -> {
                count(readings, component, name + ".count", timer::getCount);
                samples(readings, component, name, ".ms", NANOS, timer::getSnapshot);
            });
            return readings;
        }

        private boolean fits(String component, String name) {
            if (name.length() > LONGEST_NAME) {
                tooLong++;
                leftOut(component, name.substring(0, LONGEST_NAME) + "...");
                return false;
            }
            if (values >= MOST_VALUES) {
                tooMany++;
                leftOut(component, name);
                return false;
            }
            return true;
        }

        private void leftOut(String component, String name) {
            example = example.isEmpty() ? "'" + name + "' of " + component : example;
        }

        private void level(TaskReadings readings, String component, String name, Gauge<?> gauge) {
            Object value = value(component, name, gauge);
            if (value instanceof Number number) {
                put(readings, name, number.doubleValue());
            } else if (value != null) {
                noNumbers++;
                leftOut(component, name);
            }
        }

        /** What is no number now, as a share of nothing, has no value. */
        private void put(TaskReadings readings, String name, double value) {
            if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                readings.get_levels().put(name, value);
                values++;
            }
        }

        private void count(TaskReadings readings, String component, String name, Gauge<Long> count) {
            if (fits(component, name) && value(component, name, count) instanceof Long total) {
                readings.get_counts().put(name, total);
                values++;
            }
        }

        private void samples(TaskReadings readings, String component, String name, String unit, double scale, Gauge<Snapshot> samples) {
            if (fits(component, name + ".mean" + unit) && value(component, name, samples) instanceof Snapshot snapshot) {
                Map<String, DoubleSupplier> told = Map.of(".mean", snapshot::getMean, ".max", snapshot::getMax, ".p50", snapshot::getMedian,
                    ".p99", snapshot::get99thPercentile);
                told.forEach((which, value) -> put(readings, name + which + unit, value.getAsDouble() / scale));
            }
        }

        private EventTime eventTime(String component, Gauge<?> watermark, Gauge<?> behind, Gauge<?> heldBy) {
            if (watermark == null || !(value(component, BEHIND, behind) instanceof Long late)) {
                return null;
            }
            EventTime time = new EventTime(late);
            if (value(component, WATERMARK, watermark) instanceof Long reached && reached != Long.MIN_VALUE) {
                time.set_watermark_millis(reached);
            }
            if (value(component, HELD_BY, heldBy) instanceof String input && !input.isEmpty()) {
                time.set_held_by(input);
            }
            return time;
        }

        /** Null where there is none, or where it fails. */
        private Object value(String component, String name, Gauge<?> gauge) {
            current = "'" + name + "' of component '" + component + "'";
            try {
                return gauge == null ? null : gauge.getValue();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.debug("The metric {} fails", current, e);
                failing++;
                leftOut(component, name);
                return null;
            }
        }

        private int leftOut() {
            return tooMany + tooLong + noNumbers + failing;
        }

        private void say() {
            if (leftOut() > said) {
                said = leftOut();
                LOG.warn("{} metrics are not shown by Nimbus and the UI: {} beyond the most, {} values; {} with names of more than {} characters; {} gauges that are no"
                    + " numbers; {} that fail. The first is {}", said, tooMany, MOST_VALUES, tooLong, LONGEST_NAME, noNumbers, failing, example);
            }
        }
    }

    Readings read() {
        Round round = new Round();
        List<TaskReadings> read = new ArrayList<>();
        tasks.forEach((task, component) -> {
            TaskReadings readings = round.read(task, component);
            if (readings.is_set_event_time() || !readings.get_levels().isEmpty() || !readings.get_counts().isEmpty()) {
                read.add(readings);
            }
        });
        round.say();
        return new Readings(read, round.leftOut());
    }
}
