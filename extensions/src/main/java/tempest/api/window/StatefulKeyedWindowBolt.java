// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.Serializer;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.InputCheck;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.SteadyTime;
import org.apache.storm.utils.Time;
import org.apache.storm.utils.TupleUtils;

/**
 * Windows by key in the topology's state: a checkpoint writes the keys that changed since the one before. Its task's thread calls it. State's keys are lists: of
 * one of the windows' keys, or the empty one for the watermark. Results are anchored to the tuple that led to them, if one did.
 */
final class StatefulKeyedWindowBolt<V, A, R> extends BaseStatefulBolt<KeyValueState<ArrayList<Object>, byte[]>> implements InputCheck {
    private static final long serialVersionUID = 1L;

    private final KeyedWindowBolt<V, A, R> bolt;
    private transient Map<String, Object> conf;
    private transient Collection<GlobalStreamId> inputs;
    private transient WatermarkGauges gauges;
    private transient OutputCollector collector;
    private transient Serializer<Object> serializer;
    private transient KeyValueState<ArrayList<Object>, byte[]> state;
    private transient KeyedWindowTask<V, A, R> task;

    StatefulKeyedWindowBolt(KeyedWindowBolt<V, A, R> bolt) {
        this.bolt = bolt;
    }

    @Override
    public List<String> checkInputs(Map<GlobalStreamId, Fields> inputs, Map<String, Object> componentConf) {
        return bolt.checkInputs(inputs, componentConf);
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        prepare(conf, context.getThisSources().keySet(), bolt.gauges(context), new DefaultStateSerializer<>(conf, context), collector);
    }

    void prepare(Map<String, Object> conf, Collection<GlobalStreamId> inputs, WatermarkGauges gauges, Serializer<Object> serializer, OutputCollector collector) {
        this.conf = conf;
        this.inputs = inputs;
        this.gauges = gauges;
        this.serializer = serializer;
        this.collector = collector;
    }

    @Override
    public void initState(KeyValueState<ArrayList<Object>, byte[]> state) {
        this.state = state;
        load();
    }

    private void load() {
        task = new KeyedWindowTask<>(bolt, conf, inputs, gauges, SteadyTime.currentTimeMillis());
        byte[] reached = state.get(new ArrayList<>());
        if (reached != null) {
            task.restore((Long) serializer.deserialize(reached));
        }
        for (Map.Entry<ArrayList<Object>, byte[]> entry : state) {
            if (!entry.getKey().isEmpty()) {
                @SuppressWarnings("unchecked")
                List<Object> saved = (List<Object>) serializer.deserialize(entry.getValue());
                task.windows.restore(entry.getKey().get(0), saved);
            }
        }
    }

    @Override
    public void execute(Tuple tuple) {
        if (task == null) {
            load(); // what was undone is forgotten
        }
        long now = SteadyTime.currentTimeMillis();
        if (TupleUtils.isTick(tuple)) {
            task.tick(now, result -> collector.emit(KeyedWindowBolt.row(result)));
        } else {
            long time = task.time(tuple, now);
            Object key = tuple.getValueByField(bolt.keyField);
            if (!task.take(tuple, key, time, now, Time::currentTimeMillis, result -> collector.emit(tuple, KeyedWindowBolt.row(result)))) {
                bolt.late(collector, tuple, key, time);
            }
        }
        collector.ack(tuple);
    }

    @Override
    public void prePrepare(long txid) {
        if (task == null) {
            return;
        }
        task.windows.drainChanged(key -> {
            ArrayList<Object> at = new ArrayList<>();
            at.add(key);
            List<Object> saved = task.windows.save(key);
            if (saved == null) {
                state.delete(at);
            } else {
                state.put(at, serializer.serialize(new ArrayList<>(saved)));
            }
        });
        state.put(new ArrayList<>(), serializer.serialize(task.windows.watermark()));
    }

    @Override
    public void preRollback() {
        task = null; // the state goes back after this; it is read again with the next tuple
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        bolt.declareOutputFields(declarer);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return bolt.getComponentConfiguration();
    }
}
