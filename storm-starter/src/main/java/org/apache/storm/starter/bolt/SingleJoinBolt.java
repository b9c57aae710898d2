// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.bolt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.RotatingMap;

/**
 * Joins one tuple of each source on the field {@code id}. A part whose other half does not come within the topology's
 * message time-out is failed, so that its spout may send it again. The sources must be grouped by {@code id}.
 */
public class SingleJoinBolt extends BaseRichBolt {
    private static final long serialVersionUID = 1L;
    private static final int BUCKETS = 3;

    private final Fields outFields;
    private transient OutputCollector collector;
    private transient RotatingMap<Object, Map<GlobalStreamId, Tuple>> waiting;
    private transient Map<String, GlobalStreamId> sourceOfField;
    private transient int sources;
    private transient long rotateNanos;
    private transient long lastRotation;

    /** Emits {@code outFields}, each of which exactly one of the sources declares. */
    public SingleJoinBolt(Fields outFields) {
        this.outFields = outFields;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        sources = context.getThisSources().size();
        sourceOfField = new HashMap<>();
        for (GlobalStreamId source : context.getThisSources().keySet()) {
            for (String field : context.getComponentOutputFields(source.get_componentId(), source.get_streamId())) {
                if (outFields.contains(field)) {
                    sourceOfField.put(field, source);
                }
            }
        }
        if (sourceOfField.size() != outFields.size()) {
            throw new IllegalArgumentException("the sources declare " + sourceOfField.keySet() + " of the join's " + outFields);
        }
        int timeout = ObjectReader.getInt(conf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS), 30);
        rotateNanos = timeout * 1_000_000_000L / (BUCKETS - 1);
        lastRotation = System.nanoTime();
        waiting = new RotatingMap<>(BUCKETS, (id, parts) -> parts.values().forEach(collector::fail));
    }

    @Override
    public void execute(Tuple tuple) {
        long now = System.nanoTime();
        if (now - lastRotation >= rotateNanos) {
            lastRotation = now;
            waiting.rotate();
        }
        Object id = tuple.getValueByField("id");
        Map<GlobalStreamId, Tuple> parts = waiting.get(id);
        if (parts == null) {
            parts = new HashMap<>();
            waiting.put(id, parts);
        }
        Tuple replaced = parts.put(tuple.getSourceGlobalStreamId(), tuple);
        if (replaced != null) {
            collector.fail(replaced);
        }
        if (parts.size() == sources) {
            waiting.remove(id);
            emitJoined(parts);
        }
    }

    private void emitJoined(Map<GlobalStreamId, Tuple> parts) {
        Values joined = new Values();
        for (String field : outFields) {
            joined.add(parts.get(sourceOfField.get(field)).getValueByField(field));
        }
        List<Tuple> anchors = new ArrayList<>(parts.values());
        collector.emit(anchors, joined);
        anchors.forEach(collector::ack);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(outFields);
    }
}
