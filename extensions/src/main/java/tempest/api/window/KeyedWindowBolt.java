// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IStatefulBolt;
import org.apache.storm.topology.InputCheck;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.SteadyTime;
import org.apache.storm.utils.Time;
import org.apache.storm.utils.TupleUtils;
import tempest.operators.window.Aggregation;
import tempest.operators.window.OutputMode;
import tempest.operators.window.WindowResult;
import tempest.operators.window.WindowShape;

/**
 * Aggregates values by key in windows. Subscribe it with a fields grouping by the key. It emits {@code key}, {@code start} (inclusive), {@code end} (exclusive),
 * {@code result} and {@code retraction}. Aggregates are kept, not the values. Set up by one thread, then called by its task's.
 *
 * <p>A tuple is acked when its windows are over, and a result is anchored to the tuples that are new in it: where the worker dies, they come again, so
 * {@code topology.message.timeout.secs} must be longer than windows take. {@link #stateful()} acks with checkpoints instead.
 *
 * @param <V> of the values
 * @param <A> what is kept of a window
 * @param <R> of the results
 */
public final class KeyedWindowBolt<V, A, R> extends BaseRichBolt implements InputCheck {
    static final int TICK_MS = 1_000;
    private static final long serialVersionUID = 1L;

    final WindowShape shape;
    final Aggregation<V, A, R> aggregation;
    final String keyField;
    /** Null for all values of a tuple. */
    final String valueField;
    /** Null for the time of the clock. */
    final String timeField;
    String gapField;
    OutputMode mode = OutputMode.APPEND;
    long latenessMs;
    final EventTime eventTime = new EventTime("window");
    /** 0 for never. */
    long earlyMs;
    String lateStream;

    private transient OutputCollector collector;
    private transient KeyedWindowTask<V, A, R> task;
    private transient HeldTuples held;

    /**
     * Windows of event time.
     *
     * @param valueField null for a value that is the list of all values of the tuple
     * @param timeField  with a Long, milliseconds since the epoch
     */
    public KeyedWindowBolt(WindowShape shape, Aggregation<V, A, R> aggregation, String keyField, String valueField, String timeField) {
        if (shape == null || aggregation == null || keyField == null) {
            throw new IllegalArgumentException("windows by key need a shape, an aggregation and the field of the key; one of them is null");
        }
        this.shape = shape;
        this.aggregation = aggregation;
        this.keyField = keyField;
        this.valueField = valueField;
        this.timeField = timeField;
    }

    /** Windows by the worker's clock: a value's time is when it comes. */
    public KeyedWindowBolt(WindowShape shape, Aggregation<V, A, R> aggregation, String keyField, String valueField) {
        this(shape, aggregation, keyField, valueField, null);
    }

    /** Which results are given, and when; {@link OutputMode#APPEND} unless this says otherwise. */
    public KeyedWindowBolt<V, A, R> withOutput(OutputMode mode) {
        this.mode = mode;
        return this;
    }

    /** The results so far of windows that are not complete are given so often as well, looked at once a second. */
    public KeyedWindowBolt<V, A, R> withEarlyFirings(long everyMs) {
        earlyMs = EventTime.atLeast(TICK_MS, everyMs, "time between early firings");
        return this;
    }

    /** For how many milliseconds after a window's end values are still taken into it; 0 unless this says otherwise. */
    public KeyedWindowBolt<V, A, R> withAllowedLateness(long ms) {
        latenessMs = EventTime.atLeast(0, ms, "allowed lateness");
        return this;
    }

    /** How many milliseconds later than others of its stream a value may come without being late; 0 unless this says otherwise. */
    public KeyedWindowBolt<V, A, R> withLag(long ms) {
        eventTime.lag(ms);
        return this;
    }

    /**
     * A value whose time is further ahead of the clock is handled as one that is too late, and moves no window; without this,
     * {@code topology.bolts.watermark.max.ahead.ms} says so, if anything does.
     */
    public KeyedWindowBolt<V, A, R> withMostAhead(long ms) {
        eventTime.mostAhead(ms);
        return this;
    }

    /**
     * A stream without values for so long does not hold back windows until it has one again; without this,
     * {@code topology.bolts.watermark.idle.timeout.ms} says so, if anything does.
     */
    public KeyedWindowBolt<V, A, R> withIdleTimeout(long ms) {
        eventTime.idleTimeout(ms);
        return this;
    }

    /** A field with a Long: the gap in milliseconds after its tuple, above 0, instead of the gap of the session's shape. */
    public KeyedWindowBolt<V, A, R> withGapField(String field) {
        gapField = field;
        return this;
    }

    /** Where values go that come too late, as fields {@code key}, {@code value} and {@code time}; they are left out unless this says so. */
    public KeyedWindowBolt<V, A, R> withLateStream(String stream) {
        lateStream = stream;
        return this;
    }

    /**
     * The same windows, kept in the topology's state ({@code topology.state.provider}): a tuple is acked with the next checkpoint, so windows may be longer than
     * {@code topology.message.timeout.secs}, and after a crash they go on from the last checkpoint; a tuple that had come since counts when it comes again.
     */
    public IStatefulBolt<KeyValueState<ArrayList<Object>, byte[]>> stateful() {
        return new StatefulKeyedWindowBolt<>(this);
    }

    @Override
    public List<String> checkInputs(Map<GlobalStreamId, Fields> inputs, Map<String, Object> conf) {
        List<String> needed = new ArrayList<>();
        for (String field : new String[] {keyField, valueField, timeField, gapField}) {
            if (field != null) {
                needed.add(field);
            }
        }
        EventTime.checkFields("its windows need", needed, inputs);
        if (timeField == null && (eventTime.isSet() || latenessMs > 0 || lateStream != null)) {
            throw new IllegalArgumentException("its windows are by the clock, where no value is late; a lag, an allowed lateness, a bound on the future, an idle"
                + " time-out and a late stream need the field of a time");
        }
        if (gapField != null && !(shape instanceof WindowShape.Session)) {
            throw new IllegalArgumentException("field '" + gapField + "' is to be the gap of sessions, but its windows are " + shape);
        }
        if (earlyMs > 0 && mode == OutputMode.APPEND) {
            throw new IllegalArgumentException("early firings give results that change, and the output mode is APPEND; UPDATE, DISCARD, RETRACT or COMPLETE allow that");
        }
        return warnings();
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (shape instanceof WindowShape.Global global) {
            warnings.add("what it keeps grows with every new key: a window for all times " + (global.purge() ? "with too few values " : "") + "never ends");
            if (latenessMs > 0 || lateStream != null) {
                warnings.add("no value is late for a window of all times, so the allowed lateness and the late stream have no effect");
            }
        }
        if (mode == OutputMode.COMPLETE && earlyMs == 0) {
            warnings.add("the output mode COMPLETE is as UPDATE without early firings");
        }
        return warnings;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        task = new KeyedWindowTask<>(this, conf, context.getThisSources().keySet(), gauges(context), SteadyTime.currentTimeMillis());
        task.warnOfTimeOuts(context.getThisComponentId(), conf);
        held = new HeldTuples(collector);
    }

    /** Where event time is in this task, as metrics; where there is none, nobody reports it. */
    WatermarkGauges gauges(TopologyContext context) {
        return timeField == null ? new WatermarkGauges() : WatermarkGauges.of(context);
    }

    @Override
    public void execute(Tuple tuple) {
        long now = SteadyTime.currentTimeMillis();
        if (TupleUtils.isTick(tuple)) {
            task.tick(now, this::emit);
            collector.ack(tuple);
        } else {
            long time = task.time(tuple, now);
            Object key = tuple.getValueByField(keyField);
            held.hold(key, tuple, time); // results that it leads to are anchored to it
            if (!task.take(tuple, key, time, now, Time::currentTimeMillis, this::emit)) {
                held.drop(key);
                late(collector, tuple, key, time);
                collector.ack(tuple);
            }
        }
        task.windows.drainChanged(key -> held.release(key, time -> task.windows.isOpen(key, time)));
    }

    void late(OutputCollector to, Tuple tuple, Object key, long time) {
        if (lateStream != null) {
            to.emit(lateStream, tuple, new Values(key, value(tuple), time));
        }
    }

    Object value(Tuple tuple) {
        return valueField == null ? tuple.getValues() : tuple.getValueByField(valueField);
    }

    private void emit(WindowResult<Object, R> result) {
        collector.emit(result.retraction() ? held.last(result.key()) : held.fresh(result.key(), result.start(), result.end()), row(result));
    }

    static Values row(WindowResult<Object, ?> result) {
        return new Values(result.key(), result.start(), result.end(), result.result(), result.retraction());
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("key", "start", "end", "result", "retraction"));
        if (lateStream != null) {
            declarer.declareStream(lateStream, new Fields("key", "value", "time"));
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return Map.of(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, TICK_MS / 1_000);
    }
}
