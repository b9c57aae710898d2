// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import java.util.Map;
import org.apache.storm.metric.api.IMetricsConsumer.DataPoint;
import org.apache.storm.serialization.SerializationFactory;
import tempest.worker.tuple.EventValues;

/** Creates the Kryo of one thread, as a topology's configuration specifies; Kryo itself belongs to one thread. Stateless. */
public final class TupleKryo {
    private TupleKryo() {
    }

    /** A new Kryo that has the user's registrations and the system's, and finds the user's classes in {@code userCode}. */
    public static Kryo of(Map<String, Object> topoConf, ClassLoader userCode) {
        Kryo kryo = ofUser(topoConf, userCode);
        SafeValues values = new SafeValues(kryo, () -> ofUser(topoConf, userCode));
        if (kryo.getRegistration(DataPoint.class).getSerializer() instanceof FieldSerializer) { // the topology registered none of its own
            kryo.register(DataPoint.class, new DataPointSerializer(values));
        }
        kryo.register(EventValues.class, new EventValuesSerializer(values));
        return kryo;
    }

    private static Kryo ofUser(Map<String, Object> topoConf, ClassLoader userCode) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Registrations are class names, which the context class loader resolves by contract.
        thread.setContextClassLoader(userCode);
        try {
            Kryo kryo = SerializationFactory.getKryo(topoConf);
            kryo.setClassLoader(userCode);
            return kryo;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
