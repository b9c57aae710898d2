// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.storm.Config;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.serialization.types.ArrayListSerializer;
import org.apache.storm.serialization.types.HashMapSerializer;
import org.apache.storm.serialization.types.HashSetSerializer;
import org.apache.storm.transactional.TransactionAttempt;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ListDelegate;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the Kryo of a topology. Every worker registers the same classes in the same order, so that each has the same number everywhere: what
 * tuples commonly hold, then services' classes, then the topology's own, by name, and last what the API puts into tuples of its own accord.
 */
public class SerializationFactory {
    public static final Logger LOG = LoggerFactory.getLogger(SerializationFactory.class);
    public static final ServiceLoader<SerializationRegister> loader = ServiceLoader.load(SerializationRegister.class);

    /**
     * A Kryo for a topology. It belongs to one thread.
     *
     * @throws RuntimeException if the configuration names a class that is not there
     */
    public static Kryo getKryo(Map<String, Object> conf) {
        IKryoFactory factory = ReflectionUtils.newInstance((String) conf.get(Config.TOPOLOGY_KRYO_FACTORY));
        Kryo kryo = factory.getKryo(conf);
        kryo.register(byte[].class);
        kryo.register(ListDelegate.class, payloadSerializer(kryo, (String) conf.get(Config.TOPOLOGY_TUPLE_SERIALIZER), conf));
        kryo.register(ArrayList.class, new ArrayListSerializer());
        kryo.register(HashMap.class, new HashMapSerializer());
        kryo.register(HashSet.class, new HashSetSerializer());
        kryo.register(BigInteger.class);
        kryo.register(TransactionAttempt.class);
        kryo.register(Values.class);
        kryo.register(IMetricsConsumer.DataPoint.class);
        kryo.register(IMetricsConsumer.TaskInfo.class);
        kryo.register(NodeInfo.class);
        registerServices(kryo);
        boolean skipMissing = ObjectReader.getBoolean(conf.get(Config.TOPOLOGY_SKIP_MISSING_KRYO_REGISTRATIONS), false);
        factory.preRegister(kryo, conf);
        register(kryo, conf.get(Config.TOPOLOGY_KRYO_REGISTER), conf, skipMissing);
        factory.postRegister(kryo, conf);
        decorate(kryo, conf, skipMissing);
        SystemForms.register(kryo);
        factory.postDecorate(kryo, conf);
        return kryo;
    }

    private static Serializer<?> payloadSerializer(Kryo kryo, String className, Map<String, Object> conf) {
        try {
            return instantiate(kryo, ListDelegate.class, load(kryo, className).asSubclass(Serializer.class), conf);
        } catch (ClassNotFoundException e) {
            throw new RuntimeException(Config.TOPOLOGY_TUPLE_SERIALIZER + " names a class that is not there: " + className, e);
        }
    }

    private static void registerServices(Kryo kryo) {
        synchronized (loader) {
            for (SerializationRegister register : loader) {
                try {
                    register.register(kryo);
                } catch (Exception e) {
                    throw new RuntimeException(register.getClass().getName() + " failed to register classes: " + e, e);
                }
            }
        }
    }

    /** Registers classes by name, with Kryo's default serializers; those that are not there are left out. */
    public static void register(Kryo kryo, List<String> classNames) {
        register(kryo, classNames, Collections.emptyMap(), true);
    }

    /**
     * Registers classes.
     *
     * @param registrations class names, or maps from class names to serializer class names; a list of them, a map, or null
     * @param skipMissing whether classes that are not there are left out
     */
    public static void register(Kryo kryo, Object registrations, Map<String, Object> conf, boolean skipMissing) {
        for (Map.Entry<String, String> entry : byName(registrations).entrySet()) {
            try {
                Class<?> type = load(kryo, entry.getKey());
                if (entry.getValue() == null) {
                    kryo.register(type);
                } else {
                    Class<? extends Serializer> serializer = load(kryo, entry.getValue()).asSubclass(Serializer.class);
                    kryo.register(type, instantiate(kryo, type, serializer, conf));
                }
            } catch (ClassNotFoundException e) {
                if (!skipMissing) {
                    throw new RuntimeException(Config.TOPOLOGY_KRYO_REGISTER + " names a class that is not there: " + entry, e);
                }
                LOG.info("Left out a Kryo registration, as a class of it is not there: {}", entry);
            }
        }
    }

    private static void decorate(Kryo kryo, Map<String, Object> conf, boolean skipMissing) {
        if (!(conf.get(Config.TOPOLOGY_KRYO_DECORATORS) instanceof List<?> names)) {
            return;
        }
        for (Object name : names) {
            try {
                ReflectionUtils.newInstance(load(kryo, name.toString()).asSubclass(IKryoDecorator.class)).decorate(kryo);
            } catch (ClassNotFoundException e) {
                if (!skipMissing) {
                    throw new RuntimeException(Config.TOPOLOGY_KRYO_DECORATORS + " names a class that is not there: " + name, e);
                }
                LOG.info("Left out Kryo decorator {}, as it is not there", name);
            }
        }
    }

    private static Class<?> load(Kryo kryo, String className) throws ClassNotFoundException {
        return Class.forName(className, true, kryo.getClassLoader());
    }

    /** In the order of names, which is the same in every worker. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> byName(Object registrations) {
        Map<String, String> byName = new TreeMap<>();
        if (registrations instanceof Map<?, ?> map) {
            byName.putAll((Map<String, String>) map);
        } else if (registrations instanceof List<?> list) {
            for (Object registration : list) {
                if (registration instanceof Map<?, ?> map) {
                    byName.putAll((Map<String, String>) map);
                } else {
                    byName.put(registration.toString(), null);
                }
            }
        } else if (registrations != null) {
            throw new IllegalArgumentException("Kryo registrations must be a list of class names and maps, but are " + registrations);
        }
        return byName;
    }

    /** Makes a serializer by the constructor that takes most of Kryo, the class and the configuration, in this order. */
    private static Serializer<?> instantiate(Kryo kryo, Class<?> type, Class<? extends Serializer> serializer, Map<String, Object> conf) {
        Object[][] candidates = {{kryo, type, conf}, {kryo, conf}, {kryo, type}, {kryo}, {type, conf}, {conf}, {type}, {}};
        for (Object[] arguments : candidates) {
            Constructor<? extends Serializer> constructor = constructor(serializer, arguments);
            if (constructor == null) {
                continue;
            }
            try {
                return constructor.newInstance(arguments);
            } catch (InstantiationException | IllegalAccessException e) {
                throw new IllegalArgumentException("Kryo serializer " + serializer.getName() + " cannot be made: " + e, e);
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException("Kryo serializer " + serializer.getName() + " failed in its constructor: " + e.getCause(),
                    e.getCause());
            }
        }
        throw new IllegalArgumentException("Kryo serializer " + serializer.getName()
            + " needs a public constructor of some of (Kryo, Class, Map)");
    }

    private static Constructor<? extends Serializer> constructor(Class<? extends Serializer> serializer, Object[] arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = arguments[i] instanceof Kryo ? Kryo.class : arguments[i] instanceof Class ? Class.class : Map.class;
        }
        try {
            Constructor<? extends Serializer> constructor = serializer.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            return null; // the next one may be there
        }
    }

    /** Numbers the streams of each component, from 1, in the order of their names. Immutable. */
    public static class IdDictionary {
        private final Map<String, Map<String, Integer>> streamNameToId = new HashMap<>();
        private final Map<String, Map<Integer, String>> streamIdToName = new HashMap<>();

        public IdDictionary(StormTopology topology) {
            topology.get_spouts().forEach((id, spout) -> number(id, spout.get_common()));
            topology.get_bolts().forEach((id, bolt) -> number(id, bolt.get_common()));
            topology.get_state_spouts().forEach((id, spout) -> number(id, spout.get_common()));
        }

        private void number(String component, ComponentCommon common) {
            Map<String, Integer> ids = new HashMap<>();
            Map<Integer, String> names = new HashMap<>();
            for (String stream : new TreeMap<>(common.get_streams()).keySet()) {
                ids.put(stream, ids.size() + 1);
                names.put(ids.size(), stream);
            }
            streamNameToId.put(component, ids);
            streamIdToName.put(component, names);
        }

        public int getStreamId(String component, String stream) {
            return streamNameToId.get(component).get(stream);
        }

        public String getStreamName(String component, int stream) {
            return streamIdToName.get(component).get(stream);
        }
    }
}
