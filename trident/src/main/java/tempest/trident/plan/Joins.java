// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.trident.JoinOutFieldsMode;
import org.apache.storm.trident.JoinType;
import org.apache.storm.trident.operation.GroupedMultiReducer;
import org.apache.storm.tuple.Fields;
import tempest.trident.stage.Join;

/** Checks a join and determines the columns that each of its streams contributes. The thread that builds the topology uses it. */
public final class Joins {
    private final List<Fields> inputs = new ArrayList<>();
    private final List<Join.Side> sides = new ArrayList<>();
    private final boolean compact;

    /** @throws IllegalArgumentException if keys, types or fields do not go together */
    public Joins(List<Fields> streams, List<Fields> keys, Fields out, List<JoinType> types, JoinOutFieldsMode mode) {
        compact = mode == JoinOutFieldsMode.COMPACT;
        if (streams.size() < 2 || keys.size() != streams.size() || types.size() != streams.size()) {
            throw new IllegalArgumentException("join: " + streams.size() + " streams, " + keys.size() + " keys and " + types.size()
                + " types; it needs two streams or more, and a key and a type for each");
        }
        int columns = compact ? keys.get(0).size() : 0;
        for (int i = 0; i < streams.size(); i++) {
            Fields key = keys.get(i);
            if (key.size() == 0 || key.size() != keys.get(0).size()) {
                throw new IllegalArgumentException("join: the keys " + keys.get(0) + " and " + key + " cannot be joined; keys must have as many fields, at least one");
            }
            OperationGraph.check("join", key, streams.get(i));
            Fields given = compact ? minus(streams.get(i), key) : streams.get(i);
            int[] from = new int[given.size()];
            for (int c = 0; c < from.length; c++) {
                String field = given.get(c);
                from[c] = key.contains(field) ? -1 - key.fieldIndex(field) : c;
            }
            inputs.add(given);
            sides.add(new Join.Side(types.get(i), from));
            columns += from.length;
        }
        if (out.size() != columns) {
            throw new IllegalArgumentException("join: " + out.size() + " fields " + out + " are declared, and the join gives " + columns + ": "
                + (compact ? "the key " + keys.get(0) + " and then " : "") + inputs);
        }
    }

    /** The fields that are read of each stream, in addition to its key. */
    public List<Fields> inputs() {
        return inputs;
    }

    public GroupedMultiReducer<?> reducer() {
        return new Join(sides, compact);
    }

    private static Fields minus(Fields all, Fields some) {
        return new Fields(all.toList().stream().filter(f -> !some.contains(f)).toList());
    }

    /** The fields of the first, then those of the second that the first has not. */
    public static Fields union(Fields first, Fields second) {
        Set<String> names = new LinkedHashSet<>(first.toList());
        names.addAll(second.toList());
        return new Fields(List.copyOf(names));
    }

    /** The name of a stream made of several; null if none of them has one. */
    public static String names(List<String> names) {
        String joined = names.stream().filter(Objects::nonNull).distinct().collect(Collectors.joining("-"));
        return joined.isEmpty() ? null : joined;
    }
}
