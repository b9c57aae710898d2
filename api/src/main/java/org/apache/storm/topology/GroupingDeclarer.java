// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.nio.ByteBuffer;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.grouping.PartialKeyGrouping;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Utils;

/** Turns each kind of grouping into the structure that is submitted, so that an implementation only takes that. */
interface GroupingDeclarer<T extends InputDeclarer<T>> extends InputDeclarer<T> {

    @Override
    default T fieldsGrouping(String componentId, Fields fields) {
        return fieldsGrouping(componentId, Utils.DEFAULT_STREAM_ID, fields);
    }

    @Override
    default T fieldsGrouping(String componentId, String streamId, Fields fields) {
        return grouping(new GlobalStreamId(componentId, streamId), Grouping.fields(fields.toList()));
    }

    @Override
    default T globalGrouping(String componentId) {
        return globalGrouping(componentId, Utils.DEFAULT_STREAM_ID);
    }

    @Override
    default T globalGrouping(String componentId, String streamId) {
        // a fields grouping on no fields is how the wire says that everything goes to one task
        return fieldsGrouping(componentId, streamId, new Fields());
    }

    @Override
    default T shuffleGrouping(String componentId) {
        return shuffleGrouping(componentId, Utils.DEFAULT_STREAM_ID);
    }

    @Override
    default T shuffleGrouping(String componentId, String streamId) {
        return grouping(new GlobalStreamId(componentId, streamId), Grouping.shuffle(new NullStruct()));
    }

    @Override
    default T localOrShuffleGrouping(String componentId) {
        return localOrShuffleGrouping(componentId, Utils.DEFAULT_STREAM_ID);
    }

    @Override
    default T localOrShuffleGrouping(String componentId, String streamId) {
        return grouping(new GlobalStreamId(componentId, streamId), Grouping.local_or_shuffle(new NullStruct()));
    }

    @Override
    default T noneGrouping(String componentId) {
        return noneGrouping(componentId, Utils.DEFAULT_STREAM_ID);
    }

    @Override
    default T noneGrouping(String componentId, String streamId) {
        return grouping(new GlobalStreamId(componentId, streamId), Grouping.none(new NullStruct()));
    }

    @Override
    default T allGrouping(String componentId) {
        return allGrouping(componentId, Utils.DEFAULT_STREAM_ID);
    }

    @Override
    default T allGrouping(String componentId, String streamId) {
        return grouping(new GlobalStreamId(componentId, streamId), Grouping.all(new NullStruct()));
    }

    @Override
    default T directGrouping(String componentId) {
        return directGrouping(componentId, Utils.DEFAULT_STREAM_ID);
    }

    @Override
    default T directGrouping(String componentId, String streamId) {
        return grouping(new GlobalStreamId(componentId, streamId), Grouping.direct(new NullStruct()));
    }

    @Override
    default T partialKeyGrouping(String componentId, Fields fields) {
        return customGrouping(componentId, new PartialKeyGrouping(fields));
    }

    @Override
    default T partialKeyGrouping(String componentId, String streamId, Fields fields) {
        return customGrouping(componentId, streamId, new PartialKeyGrouping(fields));
    }

    @Override
    default T customGrouping(String componentId, CustomStreamGrouping grouping) {
        return customGrouping(componentId, Utils.DEFAULT_STREAM_ID, grouping);
    }

    @Override
    default T customGrouping(String componentId, String streamId, CustomStreamGrouping grouping) {
        return grouping(new GlobalStreamId(componentId, streamId),
            Grouping.custom_serialized(ByteBuffer.wrap(Utils.javaSerialize(grouping))));
    }
}
