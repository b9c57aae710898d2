// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a task of a {@link KafkaSource} is. Immutable.
 *
 * @param begun whether the partitions of the topics were looked for
 * @param offsets the next record of each partition
 */
record SourcePosition(boolean begun, Map<TopicPartition, Long> offsets) {
    private static final int FORMAT = 1;

    SourcePosition {
        offsets = Map.copyOf(offsets);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Map<String, TopicPartition> sorted = new TreeMap<>();
        offsets.keySet().forEach(partition -> sorted.put(partition.toString(), partition));
        try {
            out.writeInt(FORMAT);
            out.writeBoolean(begun);
            out.writeInt(sorted.size());
            for (TopicPartition partition : sorted.values()) {
                out.writeUTF(partition.topic());
                out.writeInt(partition.partition());
                out.writeLong(offsets.get(partition));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("into memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException if it is none of this source */
    static SourcePosition of(byte[] position) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(position));
        try {
            int format = in.readInt();
            if (format != FORMAT) {
                throw new IOException("its format is " + format + " instead of " + FORMAT);
            }
            boolean begun = in.readBoolean();
            Map<TopicPartition, Long> offsets = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                offsets.put(new TopicPartition(in.readUTF(), in.readInt()), in.readLong());
            }
            return new SourcePosition(begun, offsets);
        } catch (IOException e) {
            throw new IllegalStateException("The epoch has no position of a KafkaSource, but of another spout or version ("
                + e.getMessage() + "); name an empty topology.state.epoch.folder to begin anew", e);
        }
    }
}
