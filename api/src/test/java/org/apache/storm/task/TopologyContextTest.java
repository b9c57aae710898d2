// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Contexts;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.hooks.BaseTaskHook;
import org.apache.storm.hooks.info.EmitInfo;
import org.apache.storm.metric.api.CountMetric;
import org.apache.storm.metric.api.MeanReducer;
import org.apache.storm.metric.api.ReducedMetric;
import org.apache.storm.state.ISubscribedState;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class TopologyContextTest {
    private final Contexts contexts;
    private final TopologyContext context;

    TopologyContextTest() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", () -> 1, 2).addConfiguration("topology.message.timeout.secs", 90);
        builder.setBolt("bolt", (tuple, collector) -> { }, 3, "n").shuffleGrouping("spout");
        contexts = new Contexts(builder.createTopology());
        context = contexts.of("bolt", 1);
    }

    @Test
    void aTaskKnowsWhereItStands() {
        assertEquals(2, context.getThisTaskId());
        assertEquals(1, context.getThisTaskIndex());
        assertEquals("bolt", context.getThisComponentId());
        assertEquals(List.of(4, 5), context.getComponentTasks("spout"));
        assertEquals(new Fields("lambda"), context.getComponentOutputFields("spout", "default"));
        assertEquals(Map.of("spout", Map.of("default", List.of("lambda"))), context.getThisInputFields());
        assertEquals(Set.of("bolt"), contexts.of("spout").getThisTargets().get("default").keySet());
        assertEquals("__system", context.getComponentId(-1));
        assertEquals(90, context.maxTopologyMessageTimeout());
        assertTrue(context.doSanityCheck());
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertEquals(List.of(), context.getComponentTasks("nobody"));
        String message = assertThrows(IllegalArgumentException.class, () -> context.getComponentOutputFields("spout", "side")).getMessage();
        assertTrue(message.contains("'side'") && message.contains("'spout'"), message);
        assertThrows(IllegalArgumentException.class, () -> context.getComponentStreams("nobody"));
    }

    @Test
    void metricsOfTheFirstApiAreKeptByBucketAndTask() {
        CountMetric count = context.registerMetric("count", new CountMetric(), 10);
        ReducedMetric mean = context.registerMetric("mean", new MeanReducer(), 60);
        assertSame(count, contexts.registeredMetrics.get(10).get(2).get("count"));
        assertSame(mean, context.getRegisteredMetricByName("mean"));
        assertNull(contexts.of("bolt", 2).getRegisteredMetricByName("mean"));
        mean.update(1);
        mean.update(2.0);
        assertEquals(1.5, mean.getValueAndReset());
        assertNull(mean.getValueAndReset());
        assertThrows(RuntimeException.class, () -> context.registerMetric("count", new CountMetric(), 20));
        assertThrows(IllegalArgumentException.class, () -> context.registerMetric("zero", new CountMetric(), 0));
        contexts.prepared.set(true);
        assertThrows(RuntimeException.class, () -> context.registerMetric("late", new CountMetric(), 1));
    }

    @Test
    void metricsOfTheSecondApiHaveTheNamesTheyHaveInStorm() throws Exception {
        contexts.conf.put("storm.id", "t-1-1");
        contexts.registry.start(contexts.conf, 6700);
        Counter counter = context.registerCounter("my.count");
        context.registerGauge("g", () -> 5);
        MetricRegistry set = new MetricRegistry();
        set.counter("x.y");
        context.registerMetricSet("set", set);
        contexts.registry.rateCounter("__ack", "bolt", 2);
        contexts.registry.counter("n", context, "bolt", 2, "side");
        String host = org.apache.storm.utils.Utils.localHostname().replace('.', '_');
        assertEquals(Set.of("storm.topology.t-1-1." + host + ".bolt.2.6700-my.count", "storm.topology.t-1-1." + host + ".bolt.2.6700-g",
            "storm.topology.t-1-1." + host + ".bolt.2.6700-set.x.y", "storm.worker.t-1-1." + host + ".bolt.2.6700-__ack",
            "storm.worker.t-1-1." + host + ".bolt.2.6700-__ack.m1_rate", "storm.worker.t-1-1." + host + ".bolt.side.2.6700-n"),
            contexts.registry.getRegistry().getNames());
        assertSame(counter, contexts.registry.getTaskCounters(2).get("my.count"));
        assertEquals(Set.of("g", "__ack.m1_rate"), contexts.registry.getTaskGauges(2).keySet());
        assertThrows(IllegalArgumentException.class, () -> context.registerCounter("my.count"));
        contexts.registry.deregister(Set.of(counter));
        assertNull(contexts.registry.getTaskCounters(2).get("my.count"));
        contexts.registry.stop();
    }

    @Test
    void hooksArePreparedAndTold() {
        List<String> told = new ArrayList<>();
        context.addTaskHook(new BaseTaskHook() {
            @Override
            public void prepare(Map<String, Object> conf, TopologyContext context) {
                told.add("prepared for " + context.getThisTaskId());
            }

            @Override
            public void emit(EmitInfo info) {
                told.add(info.stream + info.values + info.outTasks);
            }
        });
        new EmitInfo(List.of("x"), "default", 2, List.of(7)).applyOn(context);
        assertEquals(List.of("prepared for 2", "default[x][7]"), told);
    }

    @Test
    void stateIsKeptInStepWithAStreamTheComponentSubscribesToOnly() {
        ISubscribedState state = new ISubscribedState() {
            @Override
            public void set(Object id, Tuple tuple) {
            }

            @Override
            public void remove(Object id) {
            }
        };
        assertSame(state, context.setAllSubscribedState(state));
        assertSame(state, context.getSubscribedStates().get(new GlobalStreamId("spout", "default")));
        assertThrows(IllegalArgumentException.class, () -> context.setSubscribedState("spout", "side", state));
        assertThrows(IllegalArgumentException.class, () -> contexts.of("spout").setAllSubscribedState(state));
    }
}
