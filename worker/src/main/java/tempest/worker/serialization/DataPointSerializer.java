// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.metric.api.IMetricsConsumer.DataPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The form of a metric's data point between workers. If a value cannot be sent, or cannot be read at the other end, its data point is sent
 * without a value, with one warning: the other metrics arrive. Belongs to the thread of its Kryo.
 */
final class DataPointSerializer extends Serializer<DataPoint> {
    private static final Logger LOG = LoggerFactory.getLogger(DataPointSerializer.class);
    /** After this many metrics with a warning, further ones are not logged. */
    private static final int MAX_WARNINGS = 1000;

    private final SafeValues values;
    private final Set<String> warned = new HashSet<>();

    DataPointSerializer(SafeValues values) {
        this.values = values;
    }

    @Override
    public void write(Kryo kryo, Output out, DataPoint point) {
        out.writeString(point.name);
        Object value = null;
        try {
            value = values.sendable(point.value);
        } catch (SafeValues.UnsendableException e) {
            if (isFirst(point.name)) {
                LOG.warn("The metric '{}' is left out for metrics consumers in other workers, since its value of class {} cannot be sent: {}", point.name,
                    point.value.getClass().getName(), e.getMessage());
            }
        }
        values.write(out, value);
        Map<?, ?> dimensions = point.dimensions;
        out.writeInt(dimensions == null ? 0 : 1 + dimensions.size(), true);
        if (dimensions != null) {
            dimensions.forEach((name, dimension) -> {
                out.writeString(text(name));
                out.writeString(text(dimension));
            });
        }
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    @Override
    public DataPoint read(Kryo kryo, Input in, Class<? extends DataPoint> type) {
        String name = in.readString();
        Object value = values.read(in);
        if (values.lost() != null) {
            if (isFirst(name)) {
                LOG.warn("The metric '{}' of another worker is left out, since its value does not become an object here: {}", name, values.lost());
            }
            value = null;
        }
        Map<String, String> dimensions = null;
        int left = in.readInt(true);
        if (left > 0) {
            dimensions = new HashMap<>();
            while (--left > 0) {
                String dimension = in.readString();
                dimensions.put(dimension, in.readString());
            }
        }
        return new DataPoint(name, value, dimensions);
    }

    private boolean isFirst(String metric) {
        return warned.size() < MAX_WARNINGS && warned.add(metric);
    }
}
