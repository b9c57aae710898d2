// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.InputCheck;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.SteadyTime;
import org.apache.storm.utils.Time;
import org.apache.storm.utils.TupleUtils;
import tempest.api.window.EventTime;
import tempest.api.window.WatermarkGauges;
import tempest.operators.pattern.EventPattern;
import tempest.operators.pattern.KeyedPatterns;
import tempest.operators.pattern.PatternMatch;

/**
 * Looks for a pattern in the events of each key, in the order of their time. Subscribe it with a fields grouping by the key. It emits {@code key}, {@code start},
 * {@code end} and {@code events}, a map from the names of the steps to lists of values; on the stream of time-outs the same of what was begun and not completed in
 * time. Results are anchored to their tuples; a tuple is acked when it is part of nothing any more. Set up by one thread, then called by its task's.
 *
 * @param <V> of the values
 */
public final class PatternBolt<V> extends BaseRichBolt implements InputCheck {
    private static final long serialVersionUID = 1L;

    private final EventPattern<V> pattern;
    private final String keyField;
    /** Null for all values of a tuple. */
    private final String valueField;
    private final String timeField;
    private final EventTime eventTime = new EventTime("pattern");
    private String timeoutStream;
    private String lateStream;

    private transient OutputCollector collector;
    private transient EventTime.Progress progress;
    private transient WatermarkGauges gauges;
    private transient KeyedPatterns<Object, Tuple, V> patterns;

    /**
     * @param valueField what the pattern's conditions look at; null for the list of all values of the tuple
     * @param timeField  with a Long, milliseconds since the epoch
     */
    public PatternBolt(EventPattern<V> pattern, String keyField, String valueField, String timeField) {
        if (pattern == null || keyField == null || timeField == null) {
            throw new IllegalArgumentException("a pattern by key needs a pattern and the fields of key and time; one of them is null");
        }
        this.pattern = pattern;
        this.keyField = keyField;
        this.valueField = valueField;
        this.timeField = timeField;
    }

    /** How many milliseconds later than others of its stream a value may come without being late; 0 unless this says otherwise. */
    public PatternBolt<V> withLag(long ms) {
        eventTime.lag(ms);
        return this;
    }

    /** A value whose time is further ahead of the clock is handled as one that is too late; without this, {@code topology.bolts.watermark.max.ahead.ms} says so. */
    public PatternBolt<V> withMostAhead(long ms) {
        eventTime.mostAhead(ms);
        return this;
    }

    /** A stream without values for so long is not waited for; without this, {@code topology.bolts.watermark.idle.timeout.ms} says so, if anything does. */
    public PatternBolt<V> withIdleTimeout(long ms) {
        eventTime.idleTimeout(ms);
        return this;
    }

    /** Where goes what was begun and not completed in time; it is left out unless this says so. */
    public PatternBolt<V> withTimeoutStream(String stream) {
        timeoutStream = stream;
        return this;
    }

    /** Where values go that come too late, as fields {@code key}, {@code value} and {@code time}; they are left out unless this says so. */
    public PatternBolt<V> withLateStream(String stream) {
        lateStream = stream;
        return this;
    }

    @Override
    public List<String> checkInputs(Map<GlobalStreamId, Fields> inputs, Map<String, Object> conf) {
        List<String> needed = new ArrayList<>(List.of(keyField, timeField));
        if (valueField != null) {
            needed.add(valueField);
        }
        EventTime.checkFields("its pattern needs", needed, inputs);
        return pattern.check();
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        prepare(conf, context.getThisSources().keySet(), WatermarkGauges.of(context), collector);
    }

    void prepare(Map<String, Object> conf, Iterable<GlobalStreamId> inputs, WatermarkGauges gauges, OutputCollector collector) {
        this.collector = collector;
        this.gauges = gauges;
        progress = eventTime.start(conf, inputs, SteadyTime.currentTimeMillis());
        patterns = new KeyedPatterns<>(pattern, this::value, collector::ack);
    }

    @SuppressWarnings("unchecked")
    private V value(Tuple tuple) {
        return (V) (valueField == null ? tuple.getValues() : tuple.getValueByField(valueField));
    }

    @Override
    public void execute(Tuple tuple) {
        long now = SteadyTime.currentTimeMillis();
        if (TupleUtils.isTick(tuple)) {
            patterns.advance(progress.watermark(now), this::emit);
            progress.show(gauges, now);
            collector.ack(tuple);
            return;
        }
        Object key = tuple.getValueByField(keyField);
        long at = eventTime.of(tuple, timeField);
        if (!progress.reached(tuple, at, now, Time::currentTimeMillis) || !patterns.add(key, tuple, at)) {
            if (lateStream != null) {
                collector.emit(lateStream, tuple, new Values(key, value(tuple), at));
            }
            collector.ack(tuple);
        }
        patterns.advance(progress.watermark(now), this::emit);
    }

    private void emit(PatternMatch<Object, Tuple> match) {
        if (!match.complete() && timeoutStream == null) {
            return;
        }
        List<Tuple> anchors = new ArrayList<>();
        Map<String, List<Object>> events = new LinkedHashMap<>();
        match.events().forEach((name, tuples) -> {
            anchors.addAll(tuples);
            List<Object> values = new ArrayList<>();
            tuples.forEach(tuple -> values.add(value(tuple)));
            events.put(name, values);
        });
        Values values = new Values(match.key(), match.start(), match.end(), events);
        if (match.complete()) {
            collector.emit(anchors, values);
        } else {
            collector.emit(timeoutStream, anchors, values);
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        Fields fields = new Fields("key", "start", "end", "events");
        declarer.declare(fields);
        if (timeoutStream != null) {
            declarer.declareStream(timeoutStream, fields);
        }
        if (lateStream != null) {
            declarer.declareStream(lateStream, new Fields("key", "value", "time"));
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return Map.of(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
    }
}
