// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;
import tempest.worker.tuple.StreamSource;

/**
 * Numbers every stream of every component of a topology, so that tuples refer to theirs by a small int. Each worker derives the same numbers
 * from the same topology, system components included. Built once when the topology is resolved; immutable; any thread.
 */
public final class WireTable {
    private final StreamSource[] sources;
    private final int[] ids;

    private WireTable(StreamSource[] sources) {
        this.sources = sources;
        int indexes = 0;
        for (StreamSource source : sources) {
            indexes = Math.max(indexes, source.index() + 1);
        }
        ids = new int[indexes];
        Arrays.fill(ids, -1);
        for (int id = 0; id < sources.length; id++) {
            ids[sources[id].index()] = id;
        }
    }

    /**
     * The table of a topology that already has its system components and streams.
     *
     * @param source this worker's source of a component's stream
     */
    public static WireTable of(StormTopology topology, BiFunction<String, String, StreamSource> source) {
        SortedMap<String, ComponentCommon> components = new TreeMap<>();
        topology.get_spouts().forEach((id, spout) -> components.put(id, spout.get_common()));
        topology.get_bolts().forEach((id, bolt) -> components.put(id, bolt.get_common()));
        List<StreamSource> sources = new ArrayList<>();
        components.forEach((id, common) -> {
            if (common.get_streams() != null) {
                new TreeSet<>(common.get_streams().keySet()).forEach(stream -> sources.add(source.apply(id, stream)));
            }
        });
        return new WireTable(sources.toArray(StreamSource[]::new));
    }

    /** The stream with this number; numbers are from 0 to {@link #size}, exclusive. */
    public StreamSource source(int id) {
        return sources[id];
    }

    /** The number of a stream of this topology. */
    int id(StreamSource source) {
        return ids[source.index()];
    }

    public int size() {
        return sources.length;
    }

    /** A field as error messages name it. */
    static String describe(StreamSource source, int field) {
        String name = field < source.fields().size() ? " (\"" + source.fields().get(field) + "\")" : "";
        return "field " + field + name + " of a tuple of component \"" + source.component() + "\", stream \"" + source.stream() + "\"";
    }
}
