// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.apache.storm.spout.CheckpointSpout.CHECKPOINT_COMPONENT_ID;
import static org.apache.storm.spout.CheckpointSpout.CHECKPOINT_STREAM_ID;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SharedMemory;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.hooks.IWorkerHook;
import org.apache.storm.lambda.LambdaBiConsumerBolt;
import org.apache.storm.lambda.LambdaConsumerBolt;
import org.apache.storm.lambda.LambdaSpout;
import org.apache.storm.lambda.SerializableBiConsumer;
import org.apache.storm.lambda.SerializableConsumer;
import org.apache.storm.lambda.SerializableSupplier;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.state.State;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Utils;
import org.apache.storm.utils.VersionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a topology together: components with an id each, and which streams each bolt subscribes to.
 *
 * <p>An id that is taken, a missing component and a parallelism below 1 are an {@link IllegalArgumentException} at once; a component that
 * cannot be serialized is an {@link IllegalStateException} from {@link #createTopology}. That streams exist is checked on submission.
 */
public class TopologyBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyBuilder.class);

    private final Map<String, IRichBolt> bolts = new LinkedHashMap<>();
    private final Map<String, IRichSpout> spouts = new LinkedHashMap<>();
    private final Map<String, ComponentCommon> commons = new HashMap<>();
    private final Map<String, Map<String, Object>> confs = new HashMap<>();
    private final Map<String, Set<String>> componentToSharedMemory = new HashMap<>();
    private final Map<String, SharedMemory> sharedMemory = new HashMap<>();
    private final List<ByteBuffer> workerHooks = new ArrayList<>();
    private boolean hasStatefulBolt;

    /**
     * The topology as it is submitted.
     *
     * @throws IllegalStateException if a component cannot be serialized; the message says which, and by which field
     */
    public StormTopology createTopology() {
        Map<String, SpoutSpec> spoutSpecs = new HashMap<>();
        Map<String, Bolt> boltSpecs = new HashMap<>();
        for (Map.Entry<String, IRichBolt> entry : bolts.entrySet()) {
            String id = entry.getKey();
            IRichBolt bolt = entry.getValue();
            if (hasStatefulBolt && !(bolt instanceof BaseStatefulBoltExecutor)) {
                bolt = new CheckpointTupleForwarder(bolt);
            }
            ComponentCommon common = describe(id, bolt);
            if (hasStatefulBolt) {
                addCheckpointInputs(common);
            }
            boltSpecs.put(id, new Bolt(serialize("Bolt", id, bolt), common));
        }
        for (Map.Entry<String, IRichSpout> entry : spouts.entrySet()) {
            String id = entry.getKey();
            spoutSpecs.put(id, new SpoutSpec(serialize("Spout", id, entry.getValue()), describe(id, entry.getValue())));
        }
        bolts.forEach((id, bolt) -> checkInputs(id, bolt, spoutSpecs, boltSpecs));
        if (hasStatefulBolt && !spouts.isEmpty()) {
            spoutSpecs.put(CHECKPOINT_COMPONENT_ID, checkpointSpout());
        }
        StormTopology topology = new StormTopology(spoutSpecs, boltSpecs, new HashMap<>());
        topology.set_worker_hooks(workerHooks);
        if (!componentToSharedMemory.isEmpty()) {
            topology.set_component_to_shared_memory(componentToSharedMemory);
            topology.set_shared_memory(sharedMemory);
        }
        topology.set_storm_version(VersionInfo.getVersion());
        topology.set_jdk_version(System.getProperty("java.version"));
        return topology;
    }

    /** Adds a bolt with one task. */
    public BoltDeclarer setBolt(String id, IRichBolt bolt) throws IllegalArgumentException {
        return setBolt(id, bolt, null);
    }

    /**
     * Adds a bolt.
     *
     * @param parallelismHint the number of executors, and of tasks unless that is set apart; null for 1
     */
    public BoltDeclarer setBolt(String id, IRichBolt bolt, Number parallelismHint) throws IllegalArgumentException {
        init(id, bolt, parallelismHint);
        bolts.put(id, bolt);
        return new BoltGetter(id);
    }

    public BoltDeclarer setBolt(String id, IBasicBolt bolt) throws IllegalArgumentException {
        return setBolt(id, bolt, null);
    }

    /** Adds a bolt whose input is anchored and acked for it. */
    public BoltDeclarer setBolt(String id, IBasicBolt bolt, Number parallelismHint) throws IllegalArgumentException {
        return setBolt(id, new BasicBoltExecutor(present(id, bolt)), parallelismHint);
    }

    public BoltDeclarer setBolt(String id, IWindowedBolt bolt) throws IllegalArgumentException {
        return setBolt(id, bolt, null);
    }

    /** Adds a bolt that processes windows of tuples. */
    public BoltDeclarer setBolt(String id, IWindowedBolt bolt, Number parallelismHint) throws IllegalArgumentException {
        return setBolt(id, new WindowedBoltExecutor(present(id, bolt)), parallelismHint);
    }

    public <T extends State> BoltDeclarer setBolt(String id, IStatefulBolt<T> bolt) throws IllegalArgumentException {
        return setBolt(id, bolt, null);
    }

    /** Adds a bolt whose state is saved at checkpoints. */
    public <T extends State> BoltDeclarer setBolt(String id, IStatefulBolt<T> bolt, Number parallelismHint)
            throws IllegalArgumentException {
        BoltDeclarer declarer = setBolt(id, new StatefulBoltExecutor<>(present(id, bolt)), parallelismHint);
        hasStatefulBolt = true;
        return declarer;
    }

    public <T extends State> BoltDeclarer setBolt(String id, IStatefulWindowedBolt<T> bolt) throws IllegalArgumentException {
        return setBolt(id, bolt, null);
    }

    /** Adds a windowed bolt whose state is saved at checkpoints. */
    public <T extends State> BoltDeclarer setBolt(String id, IStatefulWindowedBolt<T> bolt, Number parallelismHint)
            throws IllegalArgumentException {
        IStatefulBolt<T> windowed = present(id, bolt).isPersistent()
            ? new PersistentWindowedBoltExecutor<>(bolt) : new StatefulWindowedBoltExecutor<>(bolt);
        return setBolt(id, windowed, parallelismHint);
    }

    /** Adds a bolt that is a function of a tuple and a collector, and emits the given fields. */
    public BoltDeclarer setBolt(String id, SerializableBiConsumer<Tuple, BasicOutputCollector> biConsumer, String... fields)
            throws IllegalArgumentException {
        return setBolt(id, biConsumer, null, fields);
    }

    public BoltDeclarer setBolt(String id, SerializableBiConsumer<Tuple, BasicOutputCollector> biConsumer, Number parallelismHint,
                                String... fields) throws IllegalArgumentException {
        return setBolt(id, new LambdaBiConsumerBolt(present(id, biConsumer), fields), parallelismHint);
    }

    public BoltDeclarer setBolt(String id, SerializableConsumer<Tuple> consumer) throws IllegalArgumentException {
        return setBolt(id, consumer, null);
    }

    /** Adds a bolt that is a function of a tuple and emits nothing. */
    public BoltDeclarer setBolt(String id, SerializableConsumer<Tuple> consumer, Number parallelismHint) throws IllegalArgumentException {
        return setBolt(id, new LambdaConsumerBolt(present(id, consumer)), parallelismHint);
    }

    public SpoutDeclarer setSpout(String id, IRichSpout spout) throws IllegalArgumentException {
        return setSpout(id, spout, null);
    }

    /**
     * Adds a spout.
     *
     * @param parallelismHint the number of executors, and of tasks unless that is set apart; null for 1
     */
    public SpoutDeclarer setSpout(String id, IRichSpout spout, Number parallelismHint) throws IllegalArgumentException {
        init(id, spout, parallelismHint);
        spouts.put(id, spout);
        return new SpoutGetter(id);
    }

    public SpoutDeclarer setSpout(String id, SerializableSupplier<?> supplier) throws IllegalArgumentException {
        return setSpout(id, supplier, null);
    }

    /** Adds a spout that emits what a supplier returns. */
    public SpoutDeclarer setSpout(String id, SerializableSupplier<?> supplier, Number parallelismHint) throws IllegalArgumentException {
        return setSpout(id, new LambdaSpout(present(id, supplier)), parallelismHint);
    }

    /** Adds a hook that each worker calls when it starts and stops. */
    public void addWorkerHook(IWorkerHook workerHook) {
        if (workerHook == null) {
            throw new IllegalArgumentException("A worker hook must not be null");
        }
        workerHooks.add(ByteBuffer.wrap(javaSerialize("Worker hook " + workerHook.getClass().getName(), workerHook)));
    }

    private static <T> T present(String id, T component) {
        if (component == null) {
            throw new IllegalArgumentException("Component '" + id + "' is null");
        }
        return component;
    }

    private void init(String id, IComponent component, Number parallelism) {
        present(id, component);
        if (bolts.containsKey(id) || spouts.containsKey(id)) {
            throw new IllegalArgumentException((bolts.containsKey(id) ? "Bolt" : "Spout") + " has already been declared for id '" + id
                + "'; each component needs an id of its own");
        }
        ComponentCommon common = new ComponentCommon();
        common.set_inputs(new HashMap<>());
        if (parallelism != null) {
            if (parallelism.intValue() < 1) {
                throw new IllegalArgumentException("Parallelism must be positive, but component '" + id + "' has " + parallelism);
            }
            common.set_parallelism_hint(parallelism.intValue());
        }
        commons.put(id, common);
        Map<String, Object> conf = component.getComponentConfiguration();
        confs.put(id, conf == null ? new HashMap<>() : new HashMap<>(conf));
    }

    private ComponentCommon describe(String id, IComponent component) {
        ComponentCommon common = new ComponentCommon(commons.get(id));
        OutputFieldsGetter streams = new OutputFieldsGetter();
        try {
            component.declareOutputFields(streams);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Component '" + id + "': " + e.getMessage(), e);
        }
        common.set_streams(streams.getFieldsDeclaration());
        if (!confs.get(id).isEmpty()) {
            common.set_json_conf(JSONValue.toJSONString(confs.get(id)));
        }
        return common;
    }

    /** Asks a bolt whether it can work with its input. Of streams that do not exist it is not asked: that is told on submission. */
    private void checkInputs(String id, IRichBolt bolt, Map<String, SpoutSpec> spoutSpecs, Map<String, Bolt> boltSpecs) {
        if (!(bolt instanceof InputCheck check)) {
            return;
        }
        Map<GlobalStreamId, Fields> inputs = new LinkedHashMap<>();
        for (GlobalStreamId input : commons.get(id).get_inputs().keySet()) {
            String source = input.get_componentId();
            ComponentCommon common = boltSpecs.containsKey(source) ? boltSpecs.get(source).get_common()
                : spoutSpecs.containsKey(source) ? spoutSpecs.get(source).get_common() : null;
            if (common == null || !common.get_streams().containsKey(input.get_streamId())) {
                return;
            }
            inputs.put(input, new Fields(common.get_streams().get(input.get_streamId()).get_output_fields()));
        }
        try {
            check.checkInputs(inputs, confs.get(id)).forEach(warning -> LOG.warn("Component '{}': {}", id, warning));
            ComponentCommon common = commons.get(id);
            int tasks = ObjectReader.getInt(confs.get(id).get(Config.TOPOLOGY_TASKS), Math.max(1, common.get_parallelism_hint()));
            check.checkGroupings(common.get_inputs(), tasks).forEach(warning -> LOG.warn("Component '{}': {}", id, warning));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Component '" + id + "': " + e.getMessage(), e);
        }
    }

    private static ComponentObject serialize(String kind, String id, Object component) {
        return ComponentObject.serialized_java(javaSerialize(kind + " '" + id + "'", component));
    }

    private static byte[] javaSerialize(String what, Object object) {
        try {
            return Utils.javaSerialize(object);
        } catch (RuntimeException e) {
            String path = UnserializableField.find(object);
            if (path == null) {
                throw new IllegalStateException(what + " cannot be serialized: " + (e.getCause() == null ? e : e.getCause()), e);
            }
            throw new IllegalStateException(what + " cannot be serialized because of " + path
                + "; make that class Serializable, or the field transient and set in prepare() or open()", e);
        }
    }

    private static SpoutSpec checkpointSpout() {
        CheckpointSpout spout = new CheckpointSpout();
        OutputFieldsGetter streams = new OutputFieldsGetter();
        spout.declareOutputFields(streams);
        ComponentCommon common = new ComponentCommon(new HashMap<>(), streams.getFieldsDeclaration());
        common.set_parallelism_hint(1);
        return new SpoutSpec(serialize("Spout", CHECKPOINT_COMPONENT_ID, spout), common);
    }

    /** Each bolt hears of checkpoints from the bolts before it, and after a spout from the checkpoint spout. */
    private void addCheckpointInputs(ComponentCommon common) {
        Set<GlobalStreamId> sources = new HashSet<>();
        for (GlobalStreamId input : common.get_inputs().keySet()) {
            String source = spouts.containsKey(input.get_componentId()) ? CHECKPOINT_COMPONENT_ID : input.get_componentId();
            sources.add(new GlobalStreamId(source, CHECKPOINT_STREAM_ID));
        }
        for (GlobalStreamId source : sources) {
            common.put_to_inputs(source, Grouping.all(new NullStruct()));
        }
    }

    /** Sets the configuration of one component of this topology. */
    protected class ConfigGetter<T extends ComponentConfigurationDeclarer> extends BaseConfigurationDeclarer<T> {
        private final String id;

        public ConfigGetter(String id) {
            this.id = id;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T addConfigurations(Map<String, Object> conf) {
            if (conf != null) {
                if (conf.containsKey(Config.TOPOLOGY_KRYO_REGISTER)) {
                    throw new IllegalArgumentException("Component '" + id + "' cannot set " + Config.TOPOLOGY_KRYO_REGISTER
                        + ": serializations belong to the whole topology");
                }
                confs.get(id).putAll(conf);
            }
            return (T) this;
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return Collections.unmodifiableMap(confs.get(id));
        }

        @Override
        @SuppressWarnings("unchecked")
        public T addSharedMemory(SharedMemory request) {
            SharedMemory other = sharedMemory.putIfAbsent(request.get_name(), request);
            if (other != null && !other.equals(request)) {
                throw new IllegalArgumentException("Component '" + id + "' asks for shared memory '" + request.get_name() + "' as " + request
                    + ", but another component asks for it as " + other);
            }
            componentToSharedMemory.computeIfAbsent(id, component -> new HashSet<>()).add(request.get_name());
            return (T) this;
        }
    }

    /** Sets the configuration of one spout. */
    protected class SpoutGetter extends ConfigGetter<SpoutDeclarer> implements SpoutDeclarer {
        public SpoutGetter(String id) {
            super(id);
        }
    }

    /** Sets the configuration of one bolt, and what it subscribes to. */
    protected class BoltGetter extends ConfigGetter<BoltDeclarer> implements GroupingDeclarer<BoltDeclarer>, BoltDeclarer {
        private final String boltId;

        public BoltGetter(String boltId) {
            super(boltId);
            this.boltId = boltId;
        }

        @Override
        public BoltDeclarer grouping(GlobalStreamId id, Grouping grouping) {
            commons.get(boltId).put_to_inputs(id, grouping);
            return this;
        }
    }
}
