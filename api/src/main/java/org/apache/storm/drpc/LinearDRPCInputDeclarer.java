// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.topology.ComponentConfigurationDeclarer;
import org.apache.storm.tuple.Fields;

/** Subscribes a bolt of a linear topology to the one before it. The forms without a stream id mean its default stream. */
public interface LinearDRPCInputDeclarer extends ComponentConfigurationDeclarer<LinearDRPCInputDeclarer> {
    LinearDRPCInputDeclarer fieldsGrouping(Fields fields);

    LinearDRPCInputDeclarer fieldsGrouping(String streamId, Fields fields);

    LinearDRPCInputDeclarer globalGrouping();

    LinearDRPCInputDeclarer globalGrouping(String streamId);

    LinearDRPCInputDeclarer shuffleGrouping();

    LinearDRPCInputDeclarer shuffleGrouping(String streamId);

    LinearDRPCInputDeclarer localOrShuffleGrouping();

    LinearDRPCInputDeclarer localOrShuffleGrouping(String streamId);

    LinearDRPCInputDeclarer noneGrouping();

    LinearDRPCInputDeclarer noneGrouping(String streamId);

    LinearDRPCInputDeclarer allGrouping();

    LinearDRPCInputDeclarer allGrouping(String streamId);

    LinearDRPCInputDeclarer directGrouping();

    LinearDRPCInputDeclarer directGrouping(String streamId);

    LinearDRPCInputDeclarer partialKeyGrouping(Fields fields);

    LinearDRPCInputDeclarer partialKeyGrouping(String streamId, Fields fields);

    LinearDRPCInputDeclarer customGrouping(CustomStreamGrouping grouping);

    LinearDRPCInputDeclarer customGrouping(String streamId, CustomStreamGrouping grouping);
}
