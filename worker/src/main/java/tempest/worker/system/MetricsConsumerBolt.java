// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.system;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.metric.api.IMetricsConsumer.DataPoint;
import org.apache.storm.metric.api.IMetricsConsumer.TaskInfo;
import org.apache.storm.task.IBolt;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.worker.route.UserObjects;

/**
 * Passes data points to a metrics consumer of the user's. The consumer has a thread of its own with a bounded queue, so that one that blocks
 * loses old data points and never blocks the topology.
 */
@SuppressWarnings("serial") // created in the worker, never serialized
public final class MetricsConsumerBolt implements IBolt {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsConsumerBolt.class);

    private final Map<String, Object> registration;
    private IMetricsConsumer consumer;
    private BlockingQueue<Work> queue;
    private Thread thread;
    private List<Pattern> only;
    private List<Pattern> without;
    private boolean expand;
    private String separator;
    private long lost;

    private record Work(TaskInfo task, Collection<DataPoint> points) { }

    /** @param registration one map of topology.metrics.consumer.register */
    public MetricsConsumerBolt(Map<String, Object> registration) {
        this.registration = registration;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        ConfigReader read = new ConfigReader(registration);
        only = patterns(read.texts("whitelist", List.of()));
        without = patterns(read.texts("blacklist", List.of()));
        expand = read.flag("expandMapType", false);
        separator = read.text("metricNameSeparator", ".");
        queue = new ArrayBlockingQueue<>(read.integer("max.retain.metric.tuples", 100, 1));
        String name = read.text("class", "");
        try {
            consumer = (IMetricsConsumer) UserObjects.load(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException("the metrics consumer '" + name + "' cannot be created: " + e
                + "; it must be a class that implements IMetricsConsumer and has a public constructor without parameters", e);
        }
        consumer.prepare(conf, registration.get("argument"), context, collector::reportError);
        thread = new Thread(() -> consume(collector), "metrics-consumer-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static List<Pattern> patterns(List<String> texts) {
        return texts.stream().map(Pattern::compile).toList();
    }

    private void consume(OutputCollector collector) {
        try {
            while (true) {
                Work work = queue.take();
                try {
                    consumer.handleDataPoints(work.task, work.points);
                } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                    collector.reportError(e); // the consumer may have recovered by the next data points, and the topology needs none of them
                }
            }
        } catch (InterruptedException e) {
            // The bolt's cleanup() was called.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public void execute(Tuple tuple) {
        List<DataPoint> points = new ArrayList<>();
        for (DataPoint point : (Collection<DataPoint>) tuple.getValue(1)) {
            if (point.value != null) { // a value that could not be sent here is null
                add(point, points);
            }
        }
        Work work = new Work((TaskInfo) tuple.getValue(0), points);
        while (!points.isEmpty() && !queue.offer(work)) {
            if (queue.poll() != null && lost++ % 100 == 0) {
                LOG.warn("The metrics consumer {} does not keep up: {} reports lost so far", consumer.getClass().getName(), lost);
            }
        }
    }

    private void add(DataPoint point, List<DataPoint> points) {
        if (expand && point.value instanceof Map<?, ?> values) {
            values.forEach((key, value) -> add(new DataPoint(point.name + separator + key, value, point.dimensions), points));
        } else if (matches(point.name)) {
            points.add(point);
        }
    }

    private boolean matches(String name) {
        return (only.isEmpty() || only.stream().anyMatch(pattern -> pattern.matcher(name).find()))
            && without.stream().noneMatch(pattern -> pattern.matcher(name).find());
    }

    @Override
    public void cleanup() {
        thread.interrupt();
        consumer.cleanup();
    }
}
