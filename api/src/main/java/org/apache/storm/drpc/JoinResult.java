// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.Arrays;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.RotatingMap;
import org.apache.storm.utils.SteadyTime;

/** Brings the result of a call together with where it goes. What finds no partner before it times out is forgotten. */
public class JoinResult extends BaseRichBolt {
    private static final long serialVersionUID = 8692589622234209898L;

    private final String returnComponent;
    private transient OutputCollector collector;
    private transient RotatingMap<Object, Tuple> waiting;
    private transient long rotateMs;
    private transient long lastRotated;

    /**
     * @param returnComponent the component that says where results go
     */
    public JoinResult(String returnComponent) {
        this.returnComponent = returnComponent;
    }

    @Override
    public void prepare(Map<String, Object> map, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        waiting = new RotatingMap<>(3);
        rotateMs = 1000L * ObjectReader.getInt(map.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS), 30);
        lastRotated = SteadyTime.currentTimeMillis();
    }

    @Override
    public void execute(Tuple tuple) {
        if (SteadyTime.currentTimeMillis() - lastRotated >= rotateMs) {
            lastRotated = SteadyTime.currentTimeMillis();
            waiting.rotate();
        }
        Object requestId = tuple.getValue(0);
        Tuple other = waiting.get(requestId);
        boolean isReturn = isReturn(tuple);
        if (other == null || isReturn(other) == isReturn) {
            waiting.put(requestId, tuple);
            return;
        }
        waiting.remove(requestId);
        Tuple result = isReturn ? other : tuple;
        Tuple returns = isReturn ? tuple : other;
        collector.emit(Arrays.asList(result, returns), new Values(String.valueOf(result.getValue(1)), returns.getValue(1)));
        collector.ack(result);
        collector.ack(returns);
    }

    private boolean isReturn(Tuple tuple) {
        return tuple.getSourceComponent().equals(returnComponent);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("result", "return-info"));
    }
}
