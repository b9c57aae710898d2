// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.tuple.Fields;

/** Subscribes a bolt to streams. The forms without a stream id mean the default stream of the component. */
public interface InputDeclarer<T extends InputDeclarer> {
    /** Tuples with the same values in these fields go to the same task. */
    T fieldsGrouping(String componentId, Fields fields);

    T fieldsGrouping(String componentId, String streamId, Fields fields);

    /** All tuples go to the task with the lowest id. */
    T globalGrouping(String componentId);

    T globalGrouping(String componentId, String streamId);

    /** Tuples are spread evenly over the tasks. */
    T shuffleGrouping(String componentId);

    T shuffleGrouping(String componentId, String streamId);

    /** As shuffle, over the tasks in the emitting worker if there are any. */
    T localOrShuffleGrouping(String componentId);

    T localOrShuffleGrouping(String componentId, String streamId);

    /** The grouping does not matter. */
    T noneGrouping(String componentId);

    T noneGrouping(String componentId, String streamId);

    /** Each tuple goes to every task. */
    T allGrouping(String componentId);

    T allGrouping(String componentId, String streamId);

    /** The emitter names the task. */
    T directGrouping(String componentId);

    T directGrouping(String componentId, String streamId);

    /** As fields, but each key has two tasks and a tuple goes to the one that got fewer so far. */
    T partialKeyGrouping(String componentId, Fields fields);

    T partialKeyGrouping(String componentId, String streamId, Fields fields);

    /** The given object picks the tasks. */
    T customGrouping(String componentId, CustomStreamGrouping grouping);

    T customGrouping(String componentId, String streamId, CustomStreamGrouping grouping);

    T grouping(GlobalStreamId id, Grouping grouping);
}
