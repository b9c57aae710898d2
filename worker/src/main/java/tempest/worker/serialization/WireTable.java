// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.tuple.Fields;
import tempest.worker.tuple.StreamSource;

/**
 * Numbers every stream of every component of a topology, so that tuples name theirs with a small int. Each worker derives the
 * same numbers from the same topology, system components included. Built once at wiring; immutable; any thread.
 */
public final class WireTable {
    private record Key(String component, String stream) {
    }

    private final StreamSource[] sources;
    private final Map<Key, StreamSource> byName = new HashMap<>();

    private WireTable(SortedMap<String, SortedMap<String, StreamInfo>> outputs, GeneralTopologyContext context) {
        sources = new StreamSource[outputs.values().stream().mapToInt(Map::size).sum()];
        int index = 0;
        for (var component : outputs.entrySet()) {
            for (var stream : component.getValue().entrySet()) {
                List<String> names = stream.getValue().get_output_fields();
                StreamSource source = new StreamSource(index, component.getKey(), stream.getKey(),
                    new Fields(names == null ? List.of() : names), context);
                byName.put(new Key(component.getKey(), stream.getKey()), source);
                sources[index++] = source;
            }
        }
    }

    /**
     * The table of a topology that already has its system components and streams.
     *
     * @param context what tuples answer when asked for their context; null only in tests
     */
    public static WireTable of(StormTopology topology, GeneralTopologyContext context) {
        SortedMap<String, SortedMap<String, StreamInfo>> outputs = new TreeMap<>();
        topology.get_spouts().forEach((id, spout) -> outputs.put(id, streams(spout.get_common())));
        topology.get_bolts().forEach((id, bolt) -> outputs.put(id, streams(bolt.get_common())));
        return new WireTable(outputs, context);
    }

    private static SortedMap<String, StreamInfo> streams(ComponentCommon common) {
        return common.get_streams() == null ? new TreeMap<>() : new TreeMap<>(common.get_streams());
    }

    /** The source of a component's output stream; fails if the component declares no such stream. */
    public StreamSource source(String component, String stream) {
        StreamSource source = byName.get(new Key(component, stream));
        if (source == null) {
            throw new IllegalArgumentException("component \"" + component + "\" declares no stream \"" + stream + "\"");
        }
        return source;
    }

    public StreamSource source(int index) {
        return sources[index];
    }

    /** Indexes are from 0 to this, excluded. */
    public int size() {
        return sources.length;
    }

    /** A field as an error message names it. */
    static String describe(StreamSource source, int field) {
        String name = field < source.fields().size() ? " (\"" + source.fields().get(field) + "\")" : "";
        return "field " + field + name + " of a tuple of component \"" + source.component() + "\", stream \"" + source.stream() + "\"";
    }
}
