// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.Config;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.state.Serializer;
import org.apache.storm.utils.ReflectionUtils;

/**
 * What turns keys and values into bytes, named by texts that a snapshot keeps, so that it can be read without its topology. Immutable.
 *
 * @param named {@code keyClass}, {@code valueClass}, {@code keySerializerClass}, {@code valueSerializerClass} and the classes registered for state
 */
record EntrySerializers(Map<String, String> named) {
    static EntrySerializers of(Map<String, String> settings, Map<String, Object> topoConf) {
        Map<String, String> all = new TreeMap<>(settings);
        if (topoConf.get(Config.TOPOLOGY_STATE_KRYO_REGISTER) instanceof List<?> names && !names.isEmpty()) {
            all.put(Config.TOPOLOGY_STATE_KRYO_REGISTER, String.join(",", names.stream().map(String::valueOf).toList()));
        }
        return new EntrySerializers(Map.copyOf(all));
    }

    /**
     * @throws IllegalArgumentException if a class is not there
     */
    Serializer<Object> keys() {
        return serializer("key");
    }

    /**
     * @throws IllegalArgumentException if a class is not there
     */
    Serializer<Object> values() {
        return serializer("value");
    }

    private Serializer<Object> serializer(String of) {
        String serializer = named.get(of + "SerializerClass");
        if (serializer != null) {
            loaded(of + "SerializerClass", serializer);
            return ReflectionUtils.newInstance(serializer);
        }
        String registered = named.get(Config.TOPOLOGY_STATE_KRYO_REGISTER);
        Map<String, Object> conf = registered == null ? Map.of() : Map.of(Config.TOPOLOGY_STATE_KRYO_REGISTER, List.of(registered.split(",")));
        String type = named.get(of + "Class");
        return new DefaultStateSerializer<>(conf, null, type == null ? List.of() : List.of(loaded(of + "Class", type)));
    }

    private static Class<?> loaded(String key, String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(RocksDbConfig.KEY + ": " + key + " is " + name + ", which is not there", e);
        }
    }
}
