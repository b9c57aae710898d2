// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.utils.ObjectReader;

/**
 * Makes a Kryo that takes registered classes only, or, where {@code topology.fall.back.on.java.serialization} is set, others too, by Java's
 * serialization.
 */
public class DefaultKryoFactory implements IKryoFactory {

    /** A Kryo whose default serializer becomes Java's once registration is over. */
    public static class KryoSerializableDefault extends Kryo {
        private boolean override;

        public void overrideDefault(boolean value) {
            override = value;
        }

        @Override
        public Serializer getDefaultSerializer(Class type) {
            return override ? new SerializableSerializer() : super.getDefaultSerializer(type);
        }
    }

    @Override
    public Kryo getKryo(Map<String, Object> conf) {
        KryoSerializableDefault kryo = new KryoSerializableDefault();
        kryo.setRegistrationRequired(!fallsBackOnJava(conf));
        kryo.setReferences(false);
        ClassLoader topologyLoader = Thread.currentThread().getContextClassLoader();
        if (topologyLoader != null) {
            kryo.setClassLoader(topologyLoader);
        }
        return kryo;
    }

    private static boolean fallsBackOnJava(Map<String, Object> conf) {
        return ObjectReader.getBoolean(conf.get(Config.TOPOLOGY_FALL_BACK_ON_JAVA_SERIALIZATION), false);
    }

    @Override
    public void preRegister(Kryo k, Map<String, Object> conf) {
    }

    @Override
    public void postRegister(Kryo k, Map<String, Object> conf) {
        ((KryoSerializableDefault) k).overrideDefault(fallsBackOnJava(conf));
    }

    @Override
    public void postDecorate(Kryo k, Map<String, Object> conf) {
    }
}
