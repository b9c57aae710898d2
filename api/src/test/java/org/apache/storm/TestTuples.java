// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.TupleImpl;

/** Makes tuples as tests of users do: with a context that knows one stream of one component. Stateless. */
public final class TestTuples {
    private TestTuples() {}

    /** A tuple that came from anywhere. */
    public static TupleImpl of(Fields fields, Object... values) {
        return from("spout", "default", 1, fields, values);
    }

    public static TupleImpl from(String component, String stream, int task, Fields fields, Object... values) {
        GeneralTopologyContext context = new GeneralTopologyContext(new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>()),
            new HashMap<>(Map.of(Config.STORM_CLUSTER_MODE, "local")), new HashMap<>(Map.of(task, component)),
            new HashMap<>(Map.of(component, List.of(task))), new HashMap<>(Map.of(component, new HashMap<>(Map.of(stream, fields)))), "t-1-1");
        return new TupleImpl(context, Arrays.asList(values), component, task, stream);
    }
}
