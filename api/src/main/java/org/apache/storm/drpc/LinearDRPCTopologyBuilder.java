// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.storm.Constants;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.coordination.BatchBoltExecutor;
import org.apache.storm.coordination.CoordinatedBolt;
import org.apache.storm.coordination.IBatchBolt;
import org.apache.storm.generated.SharedMemory;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.topology.BaseConfigurationDeclarer;
import org.apache.storm.topology.BasicBoltExecutor;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.topology.IBasicBolt;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsGetter;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Utils;

/**
 * Puts together a topology that computes a function of DRPC calls by a line of bolts. The first value of each tuple must be the id of the call;
 * the last bolt emits the id and the result.
 */
@Deprecated
public class LinearDRPCTopologyBuilder {
    private static final String SPOUT_ID = "spout";
    private static final String PREPARE_ID = "prepare-request";

    private final String function;
    private final List<Component> components = new ArrayList<>();

    public LinearDRPCTopologyBuilder(String function) {
        this.function = function;
    }

    private static String boltId(int index) {
        return "bolt" + index;
    }

    public LinearDRPCInputDeclarer addBolt(IBatchBolt bolt, Number parallelism) {
        return addBolt(new BatchBoltExecutor(bolt), parallelism);
    }

    public LinearDRPCInputDeclarer addBolt(IBatchBolt bolt) {
        return addBolt(bolt, 1);
    }

    /** Adds a bolt after those added before. */
    @Deprecated
    public LinearDRPCInputDeclarer addBolt(IRichBolt bolt, Number parallelism) {
        Component component = new Component(bolt, parallelism == null ? 1 : parallelism.intValue());
        components.add(component);
        return new InputDeclarerImpl(component);
    }

    @Deprecated
    public LinearDRPCInputDeclarer addBolt(IRichBolt bolt) {
        return addBolt(bolt, null);
    }

    public LinearDRPCInputDeclarer addBolt(IBasicBolt bolt, Number parallelism) {
        return addBolt(new BasicBoltExecutor(bolt), parallelism);
    }

    public LinearDRPCInputDeclarer addBolt(IBasicBolt bolt) {
        return addBolt(bolt, null);
    }

    /** The topology for a server in this JVM. */
    public StormTopology createLocalTopology(ILocalDRPC drpc) {
        return createTopology(new DRPCSpout(function, drpc));
    }

    /** The topology for the configured servers. */
    public StormTopology createRemoteTopology() {
        return createTopology(new DRPCSpout(function));
    }

    private StormTopology createTopology(DRPCSpout spout) {
        if (components.isEmpty()) {
            throw new IllegalArgumentException("The topology of function '" + function + "' has no bolt; add at least one");
        }
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout(SPOUT_ID, spout);
        builder.setBolt(PREPARE_ID, new PrepareRequest()).noneGrouping(SPOUT_ID);
        for (int i = 0; i < components.size(); i++) {
            addTo(builder, i);
        }
        int last = components.size() - 1;
        Map.Entry<String, StreamInfo> output = outputOf(components.get(last).bolt);
        String idField = output.getValue().get_output_fields().get(0);
        builder.setBolt(boltId(last + 1), new JoinResult(PREPARE_ID))
            .fieldsGrouping(boltId(last), output.getKey(), new Fields(idField))
            .fieldsGrouping(PREPARE_ID, PrepareRequest.RETURN_STREAM, new Fields("request"));
        builder.setBolt(boltId(last + 2), new ReturnResults()).noneGrouping(boltId(last + 1));
        return builder.createTopology();
    }

    private void addTo(TopologyBuilder builder, int i) {
        Component component = components.get(i);
        Map<String, CoordinatedBolt.SourceArgs> sources = new HashMap<>();
        if (i > 0) {
            // a call is one tuple for one task of the first bolt; from the second bolt on, each task may have a part of it
            sources.put(boltId(i - 1), i == 1 ? CoordinatedBolt.SourceArgs.single() : CoordinatedBolt.SourceArgs.all());
        }
        CoordinatedBolt.IdStreamSpec ids = null;
        if (i == components.size() - 1 && component.bolt instanceof CoordinatedBolt.FinishedCallback) {
            ids = CoordinatedBolt.IdStreamSpec.makeDetectSpec(PREPARE_ID, PrepareRequest.ID_STREAM);
        }
        BoltDeclarer declarer = builder.setBolt(boltId(i), new CoordinatedBolt(component.bolt, sources, ids), component.parallelism);
        declarer.addConfigurations(component.conf);
        component.sharedMemory.forEach(declarer::addSharedMemory);
        if (ids != null) {
            declarer.fieldsGrouping(PREPARE_ID, PrepareRequest.ID_STREAM, new Fields("request"));
        }
        String before = i == 0 ? PREPARE_ID : boltId(i - 1);
        if (i == 0 && component.inputs.isEmpty()) {
            declarer.noneGrouping(PREPARE_ID, PrepareRequest.ARGS_STREAM);
        }
        component.inputs.forEach(input -> input.accept(before, declarer));
        if (i > 0) {
            declarer.directGrouping(before, Constants.COORDINATED_STREAM_ID);
        }
    }

    private static Map.Entry<String, StreamInfo> outputOf(IRichBolt bolt) {
        OutputFieldsGetter getter = new OutputFieldsGetter();
        bolt.declareOutputFields(getter);
        Map<String, StreamInfo> streams = getter.getFieldsDeclaration();
        if (streams.size() != 1) {
            throw new RuntimeException("Must declare exactly one stream from last bolt in LinearDRPCTopology, not " + streams.keySet());
        }
        Map.Entry<String, StreamInfo> output = streams.entrySet().iterator().next();
        if (output.getValue().get_output_fields().size() != 2) {
            throw new RuntimeException("The last bolt of a LinearDRPCTopology must emit two fields, the id of the call and the result, not "
                + output.getValue().get_output_fields());
        }
        return output;
    }

    /** A bolt of the line. */
    private static final class Component {
        private final IRichBolt bolt;
        private final int parallelism;
        private final Map<String, Object> conf = new HashMap<>();
        private final List<BiConsumer<String, BoltDeclarer>> inputs = new ArrayList<>();
        private final List<SharedMemory> sharedMemory = new ArrayList<>();

        Component(IRichBolt bolt, int parallelism) {
            this.bolt = bolt;
            this.parallelism = parallelism;
        }
    }

    /** Notes what the bolt subscribes to until it is known what is before it. */
    private static final class InputDeclarerImpl extends BaseConfigurationDeclarer<LinearDRPCInputDeclarer>
            implements LinearDRPCInputDeclarer {
        private final Component component;

        InputDeclarerImpl(Component component) {
            this.component = component;
        }

        private LinearDRPCInputDeclarer input(BiConsumer<String, BoltDeclarer> input) {
            component.inputs.add(input);
            return this;
        }

        @Override
        public LinearDRPCInputDeclarer fieldsGrouping(Fields fields) {
            return fieldsGrouping(Utils.DEFAULT_STREAM_ID, fields);
        }

        @Override
        public LinearDRPCInputDeclarer fieldsGrouping(String streamId, Fields fields) {
            return input((before, declarer) -> declarer.fieldsGrouping(before, streamId, fields));
        }

        @Override
        public LinearDRPCInputDeclarer globalGrouping() {
            return globalGrouping(Utils.DEFAULT_STREAM_ID);
        }

        @Override
        public LinearDRPCInputDeclarer globalGrouping(String streamId) {
            return input((before, declarer) -> declarer.globalGrouping(before, streamId));
        }

        @Override
        public LinearDRPCInputDeclarer shuffleGrouping() {
            return shuffleGrouping(Utils.DEFAULT_STREAM_ID);
        }

        @Override
        public LinearDRPCInputDeclarer shuffleGrouping(String streamId) {
            return input((before, declarer) -> declarer.shuffleGrouping(before, streamId));
        }

        @Override
        public LinearDRPCInputDeclarer localOrShuffleGrouping() {
            return localOrShuffleGrouping(Utils.DEFAULT_STREAM_ID);
        }

        @Override
        public LinearDRPCInputDeclarer localOrShuffleGrouping(String streamId) {
            return input((before, declarer) -> declarer.localOrShuffleGrouping(before, streamId));
        }

        @Override
        public LinearDRPCInputDeclarer noneGrouping() {
            return noneGrouping(Utils.DEFAULT_STREAM_ID);
        }

        @Override
        public LinearDRPCInputDeclarer noneGrouping(String streamId) {
            return input((before, declarer) -> declarer.noneGrouping(before, streamId));
        }

        @Override
        public LinearDRPCInputDeclarer allGrouping() {
            return allGrouping(Utils.DEFAULT_STREAM_ID);
        }

        @Override
        public LinearDRPCInputDeclarer allGrouping(String streamId) {
            return input((before, declarer) -> declarer.allGrouping(before, streamId));
        }

        @Override
        public LinearDRPCInputDeclarer directGrouping() {
            return directGrouping(Utils.DEFAULT_STREAM_ID);
        }

        @Override
        public LinearDRPCInputDeclarer directGrouping(String streamId) {
            return input((before, declarer) -> declarer.directGrouping(before, streamId));
        }

        @Override
        public LinearDRPCInputDeclarer partialKeyGrouping(Fields fields) {
            return partialKeyGrouping(Utils.DEFAULT_STREAM_ID, fields);
        }

        @Override
        public LinearDRPCInputDeclarer partialKeyGrouping(String streamId, Fields fields) {
            return input((before, declarer) -> declarer.partialKeyGrouping(before, streamId, fields));
        }

        @Override
        public LinearDRPCInputDeclarer customGrouping(CustomStreamGrouping grouping) {
            return customGrouping(Utils.DEFAULT_STREAM_ID, grouping);
        }

        @Override
        public LinearDRPCInputDeclarer customGrouping(String streamId, CustomStreamGrouping grouping) {
            return input((before, declarer) -> declarer.customGrouping(before, streamId, grouping));
        }

        @Override
        public LinearDRPCInputDeclarer addConfigurations(Map<String, Object> conf) {
            if (conf != null) {
                component.conf.putAll(conf);
            }
            return this;
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return Collections.unmodifiableMap(component.conf);
        }

        @Override
        public LinearDRPCInputDeclarer addSharedMemory(SharedMemory request) {
            component.sharedMemory.add(request);
            return this;
        }
    }
}
