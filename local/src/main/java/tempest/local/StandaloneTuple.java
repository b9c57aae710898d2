// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** Makes tuples without a topology around them, for unit tests of bolts. Any thread. */
public final class StandaloneTuple {
    private static final int TASK = 1;

    private StandaloneTuple() {
    }

    /** A tuple of {@code values} as if task 1, of {@code component}, had sent it on {@code stream}. */
    public static Tuple of(String component, String stream, List<String> fieldNames, List<Object> values) {
        if (fieldNames.size() != values.size()) {
            throw new IllegalArgumentException(values.size() + " values for the fields " + fieldNames);
        }
        Fields fields = new Fields(fieldNames);
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>(Map.of(stream, new StreamInfo(fieldNames, false))));
        StormTopology topology = new StormTopology(
            new HashMap<>(Map.of(component, new SpoutSpec(ComponentObject.serialized_java(new byte[0]), common))), new HashMap<>(), new HashMap<>());
        GeneralTopologyContext context = new GeneralTopologyContext(topology, new HashMap<>(), new HashMap<>(Map.of(TASK, component)),
            new HashMap<>(Map.of(component, List.of(TASK))), new HashMap<>(Map.of(component, Map.of(stream, fields))), "test-1-1");
        return new TupleImpl(new StreamSource(0, component, stream, fields, context), TASK, values, 0, 0, null);
    }
}
