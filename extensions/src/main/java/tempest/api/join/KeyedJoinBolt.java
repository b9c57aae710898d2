// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.join;

import java.util.ArrayList;
import java.util.Arrays;
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
import tempest.operators.join.JoinKind;
import tempest.operators.join.JoinResult;

/**
 * Joins what comes from two components, by key and event time. Subscribe it to both with fields groupings by the keys. Emits the fields of {@link #select}, null
 * where a side has nothing. A null key equals no other. Set up by one thread, then called by its task's.
 *
 * @param <B> the class itself
 */
public abstract sealed class KeyedJoinBolt<B extends KeyedJoinBolt<B>> extends BaseRichBolt implements InputCheck permits IntervalJoinBolt, StreamTableJoinBolt, TableJoinBolt {
    private static final long serialVersionUID = 1L;

    JoinKind kind = JoinKind.INNER;
    long graceMs;
    final JoinSide left;
    final JoinSide right;
    private final ArrayList<SelectedField> selected = new ArrayList<>();
    private final EventTime eventTime = new EventTime("join");
    private String lateStream;

    private transient OutputCollector collector;
    private transient EventTime.Progress progress;
    private transient WatermarkGauges gauges;

    KeyedJoinBolt(String left, String right) {
        if (left == null || right == null || left.equals(right)) {
            throw new IllegalArgumentException("a join of '" + left + "' with '" + right + "'; it needs two different components");
        }
        this.left = new JoinSide(left);
        this.right = new JoinSide(right);
    }

    /** The field of the key on both sides. */
    public B on(String field) {
        return on(field, field);
    }

    /** The fields of the key on the left side and on the right one. */
    public B on(String leftField, String rightField) {
        left.key = leftField;
        right.key = rightField;
        return self();
    }

    /** The field of the time on both sides: a Long, milliseconds since the epoch. */
    public B at(String field) {
        return at(field, field);
    }

    /** The fields of the time on the left side and on the right one. */
    public B at(String leftField, String rightField) {
        left.time = leftField;
        right.time = rightField;
        return self();
    }

    /** What gives a result without a partner; nothing ({@link JoinKind#INNER}) unless this says otherwise. */
    public B kind(JoinKind kind) {
        this.kind = kind;
        return self();
    }

    /** What is emitted: fields of both sides as {@code component:field}, which are also the names of the output's fields. */
    public B select(String... fields) {
        for (String field : fields) {
            int colon = field.indexOf(':');
            String component = colon < 0 ? "" : field.substring(0, colon);
            if (!component.equals(left.component) && !component.equals(right.component)) {
                throw new IllegalArgumentException("'" + field + "' is selected; a field is written as '" + left.component + ":field' or '" + right.component + ":field'");
            }
            selected.add(new SelectedField(field, component.equals(left.component), field.substring(colon + 1)));
        }
        return self();
    }

    /** How many milliseconds behind the watermark a value may come; 0 unless this says otherwise. Results that wait for the watermark wait for this too. */
    public B withGrace(long ms) {
        graceMs = EventTime.atLeast(0, ms, "grace");
        return self();
    }

    /** How many milliseconds later than others of its stream a value may come; 0 unless this says otherwise. */
    public B withLag(long ms) {
        eventTime.lag(ms);
        return self();
    }

    /** A value whose time is further ahead of the clock is handled as one that is too late; without this, {@code topology.bolts.watermark.max.ahead.ms} says so. */
    public B withMostAhead(long ms) {
        eventTime.mostAhead(ms);
        return self();
    }

    /** A stream without values for so long is not waited for; without this, {@code topology.bolts.watermark.idle.timeout.ms} says so, if anything does. */
    public B withIdleTimeout(long ms) {
        eventTime.idleTimeout(ms);
        return self();
    }

    /** Where values go that come too late: {@code component}, {@code key}, {@code values} (a list) and {@code time}; they are left out unless this says so. */
    public B withLateStream(String stream) {
        lateStream = stream;
        return self();
    }

    abstract B self();

    /** Called before the first tuple. */
    abstract void begin();

    /** False if the tuple is too late. Acks it sooner or later otherwise. */
    abstract boolean take(boolean isLeft, Object key, Tuple tuple, long time);

    abstract void advance(long watermark);

    /** A tuple without a key, which has no partner. */
    abstract void alone(boolean isLeft, Tuple tuple);

    /** What is hardly meant, a line each. */
    List<String> warnings() {
        return List.of();
    }

    /** Further fields that a side must have. */
    List<String> fieldsOf(boolean isLeft) {
        return List.of();
    }

    /** Further fields of the output, after those that are selected. */
    List<String> ownFields() {
        return List.of();
    }

    @Override
    public final List<String> checkInputs(Map<GlobalStreamId, Fields> inputs, Map<String, Object> conf) {
        if (left.key == null || left.time == null || selected.isEmpty()) {
            throw new IllegalArgumentException("its join needs on(...), at(...) and select(...): a key, a time and fields to emit");
        }
        left.check(inputs, needed(true), right.component);
        right.check(inputs, needed(false), left.component);
        return warnings();
    }

    private List<String> needed(boolean isLeft) {
        List<String> needed = new ArrayList<>(fieldsOf(isLeft));
        selected.stream().filter(field -> field.isLeft() == isLeft).forEach(field -> needed.add(field.field()));
        return needed;
    }

    @Override
    public final void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        prepare(conf, List.copyOf(context.getThisSources().keySet()), WatermarkGauges.of(context), collector);
    }

    void prepare(Map<String, Object> conf, List<GlobalStreamId> inputs, WatermarkGauges gauges, OutputCollector collector) {
        this.collector = collector;
        this.gauges = gauges;
        progress = eventTime.start(conf, inputs, SteadyTime.currentTimeMillis());
        begin();
    }

    @Override
    public final void execute(Tuple tuple) {
        long now = SteadyTime.currentTimeMillis();
        if (TupleUtils.isTick(tuple)) {
            advance(progress.watermark(now));
            progress.show(gauges, now);
            collector.ack(tuple);
            return;
        }
        boolean isLeft = tuple.getSourceComponent().equals(left.component);
        JoinSide side = isLeft ? left : right;
        long time = eventTime.of(tuple, side.time);
        Object key = tuple.getValueByField(side.key);
        if (!progress.reached(tuple, time, now, Time::currentTimeMillis)) {
            late(tuple, key, time);
            return;
        }
        advance(progress.watermark(now));
        if (key == null) {
            alone(isLeft, tuple);
            collector.ack(tuple);
        } else if (!take(isLeft, key, tuple, time)) {
            late(tuple, key, time);
        }
    }

    private void late(Tuple tuple, Object key, long time) {
        if (lateStream != null) {
            collector.emit(lateStream, tuple, new Values(tuple.getSourceComponent(), key, tuple.getValues(), time));
        }
        collector.ack(tuple);
    }

    void ack(Tuple tuple) {
        collector.ack(tuple);
    }

    /** @param more further values, after those that are selected */
    void emit(List<Tuple> anchors, JoinResult<?, Tuple, Tuple> result, Object... more) {
        Values values = new Values();
        for (SelectedField field : selected) {
            Tuple of = field.isLeft() ? result.left() : result.right();
            values.add(of == null ? null : of.getValueByField(field.field()));
        }
        values.addAll(Arrays.asList(more));
        collector.emit(anchors, values);
    }

    @Override
    public final void declareOutputFields(OutputFieldsDeclarer declarer) {
        List<String> fields = new ArrayList<>(selected.stream().map(SelectedField::name).toList());
        fields.addAll(ownFields());
        declarer.declare(new Fields(fields));
        if (lateStream != null) {
            declarer.declareStream(lateStream, new Fields("component", "key", "values", "time"));
        }
    }

    @Override
    public final Map<String, Object> getComponentConfiguration() {
        return Map.of(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
    }
}
