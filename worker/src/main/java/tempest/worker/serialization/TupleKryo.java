// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import java.util.Map;
import org.apache.storm.serialization.SerializationFactory;

/** Makes the Kryo of one thread, as a topology's configuration asks for it; Kryo itself belongs to one thread. Stateless. */
public final class TupleKryo {
    private TupleKryo() {
    }

    /** A new Kryo that knows the user's registrations and finds the user's classes in {@code userCode}. */
    public static Kryo of(Map<String, Object> topoConf, ClassLoader userCode) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Registrations are class names, which the contract looks up with the context class loader.
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
