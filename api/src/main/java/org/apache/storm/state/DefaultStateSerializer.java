// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.OptionalSerializers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.storm.Config;
import org.apache.storm.serialization.SerializationFactory;
import org.apache.storm.task.TopologyContext;

/** Writes keys and values by Kryo, with the topology's registrations. Any thread may use it. */
public class DefaultStateSerializer<T> implements Serializer<T> {
    private static final long serialVersionUID = 4671172377224604446L;
    private static final int BUFFER_INITIAL_BYTES = 2000;
    private static final int BUFFER_MAX_BYTES = 2_000_000_000;

    private final Map<String, Object> topoConf;
    private final List<String> registrations;
    private transient ThreadLocal<Kryo> kryo;

    /**
     * @param topoConf the topology's configuration; may be empty
     * @param context not needed, may be null
     * @param classesToRegister further classes that the state holds
     */
    public DefaultStateSerializer(Map<String, Object> topoConf, TopologyContext context, List<Class<?>> classesToRegister) {
        this.topoConf = new HashMap<>(topoConf);
        this.registrations = classesToRegister.stream().map(Class::getName).collect(Collectors.toCollection(ArrayList::new));
    }

    public DefaultStateSerializer(Map<String, Object> topoConf, TopologyContext context) {
        this(topoConf, context, Collections.emptyList());
    }

    public DefaultStateSerializer() {
        this(Collections.emptyMap(), null);
    }

    @Override
    public byte[] serialize(T obj) {
        Output out = new Output(BUFFER_INITIAL_BYTES, BUFFER_MAX_BYTES);
        kryo().writeClassAndObject(out, obj);
        return out.toBytes();
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(byte[] b) {
        return (T) kryo().readClassAndObject(new Input(b));
    }

    private synchronized Kryo kryo() {
        if (kryo == null) {
            kryo = ThreadLocal.withInitial(this::newKryo);
        }
        return kryo.get();
    }

    private Kryo newKryo() {
        Map<String, Object> conf = new HashMap<>(topoConf);
        // a state may hold anything that its owner puts there, registered or not
        conf.put(Config.TOPOLOGY_FALL_BACK_ON_JAVA_SERIALIZATION, true);
        conf.putIfAbsent(Config.TOPOLOGY_KRYO_FACTORY, "org.apache.storm.serialization.DefaultKryoFactory");
        conf.putIfAbsent(Config.TOPOLOGY_TUPLE_SERIALIZER, "org.apache.storm.serialization.types.ListDelegateSerializer");
        conf.putIfAbsent(Config.TOPOLOGY_SKIP_MISSING_KRYO_REGISTRATIONS, false);
        Kryo made = SerializationFactory.getKryo(conf);
        made.register(Optional.class, new OptionalSerializers.OptionalSerializer()); // which Java cannot serialize
        SerializationFactory.register(made, registrations);
        return made;
    }
}
