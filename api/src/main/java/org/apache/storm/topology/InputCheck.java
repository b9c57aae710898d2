// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.tuple.Fields;

/** A bolt that knows before it runs whether it can work with its input. {@link TopologyBuilder#createTopology} asks it, in the client. */
public interface InputCheck {
    /**
     * @param inputs every stream that the bolt subscribes to, with its fields
     * @param conf   the bolt's own configuration
     * @return what will run and is hardly meant, a line each, to be logged; empty if there is nothing to say
     * @throws IllegalArgumentException if the bolt cannot work so; the message names stream and field
     */
    List<String> checkInputs(Map<GlobalStreamId, Fields> inputs, Map<String, Object> conf);

    /**
     * The same of how its tuples come to its tasks.
     *
     * @param inputs every stream that the bolt subscribes to
     * @param tasks  how many it has
     */
    default List<String> checkGroupings(Map<GlobalStreamId, Grouping> inputs, int tasks) {
        return List.of();
    }
}
