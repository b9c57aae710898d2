// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.tuple;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What a tuple is tracked by: for each root it hangs on, the id of its edge in that root's tree. Immutable. */
public class MessageId {
    static final MessageId unanchoredMsgId = new MessageId(Collections.emptyMap());

    private final Map<Long, Long> anchorsToIds;

    protected MessageId(Map<Long, Long> anchorsToIds) {
        this.anchorsToIds = anchorsToIds;
    }

    /** A random id for an edge. */
    public static long generateId(Random rand) {
        return rand.nextLong();
    }

    /** The id of a tuple that nothing tracks. */
    public static MessageId makeUnanchored() {
        return unanchoredMsgId;
    }

    /** An id for the given root-to-edge pairs. The map is kept, not copied. */
    public static MessageId makeId(Map<Long, Long> anchorsToIds) {
        return new MessageId(anchorsToIds);
    }

    /** An id for one root and one edge. */
    public static MessageId makeRootId(long id, long val) {
        return new MessageId(Collections.singletonMap(id, val));
    }

    /** Reads what {@link #serialize} wrote. */
    public static MessageId deserialize(Input in) throws IOException {
        int roots = in.readInt(true);
        if (roots == 0) {
            return unanchoredMsgId;
        }
        Map<Long, Long> anchors = new HashMap<>(roots * 2);
        for (int i = 0; i < roots; i++) {
            anchors.put(in.readLong(), in.readLong());
        }
        return new MessageId(anchors);
    }

    /** Root ids and the id of this tuple's edge in each root's tree. */
    public Map<Long, Long> getAnchorsToIds() {
        return anchorsToIds;
    }

    /** The roots this tuple hangs on. */
    public Set<Long> getAnchors() {
        return anchorsToIds.keySet();
    }

    /** Writes the number of roots, then pairs of longs. */
    public void serialize(Output out) throws IOException {
        out.writeInt(anchorsToIds.size(), true);
        for (Map.Entry<Long, Long> anchor : anchorsToIds.entrySet()) {
            out.writeLong(anchor.getKey());
            out.writeLong(anchor.getValue());
        }
    }

    @Override
    public int hashCode() {
        return anchorsToIds.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageId that && anchorsToIds.equals(that.anchorsToIds);
    }

    @Override
    public String toString() {
        return anchorsToIds.toString();
    }
}
