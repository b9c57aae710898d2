// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.worker.tuple.EventValues;

/**
 * The form of sampled values for an event logger in another worker. Their tuple may never leave its worker, so they need not be serializable:
 * such a value is sent as its text, with one warning per class. Belongs to the thread of its Kryo.
 */
final class EventValuesSerializer extends Serializer<EventValues> {
    private static final Logger LOG = LoggerFactory.getLogger(EventValuesSerializer.class);
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_WARNINGS = 1000;

    private final SafeValues values;
    private final Set<Class<?>> warned = new HashSet<>();

    EventValuesSerializer(SafeValues values) {
        this.values = values;
    }

    @Override
    public void write(Kryo kryo, Output out, EventValues event) {
        out.writeInt(event.size(), true);
        for (Object value : event) {
            values.write(out, sendable(value));
        }
    }

    private Object sendable(Object value) {
        try {
            return values.sendable(value);
        } catch (SafeValues.UnsendableException e) {
            if (warned.size() < MAX_WARNINGS && warned.add(value.getClass())) {
                LOG.warn("Values of class {} go to event loggers in other workers as text, since they cannot be sent: {}",
                    value.getClass().getName(), e.getMessage());
            }
            return text(value);
        }
    }

    private static String text(Object value) {
        try {
            String text = String.valueOf(value);
            return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        } catch (RuntimeException | StackOverflowError e) { // toString() is the user's
            return value.getClass().getName() + " (its text: " + e + ")";
        }
    }

    @Override
    public EventValues read(Kryo kryo, Input in, Class<? extends EventValues> type) {
        List<Object> read = new ArrayList<>();
        for (int left = in.readInt(true); left > 0; left--) {
            read.add(values.read(in));
        }
        return new EventValues(read);
    }
}
