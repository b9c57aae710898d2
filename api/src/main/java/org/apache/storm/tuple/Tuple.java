// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.tuple;

import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.GeneralTopologyContext;

/**
 * A tuple as a bolt receives it: values, and where they came from.
 *
 * <p>Two tuples are equal only if they are the same object, so that tuples may be kept in sets and maps until they are acked.
 */
public interface Tuple extends ITuple {
    /** The component and stream that emitted this tuple. */
    GlobalStreamId getSourceGlobalStreamId();

    /** The id of the component that emitted this tuple. */
    String getSourceComponent();

    /** The id of the task that emitted this tuple. */
    int getSourceTask();

    /** The id of the stream that this tuple was emitted on. */
    String getSourceStreamId();

    /** What the engine tracks this tuple by. */
    MessageId getMessageId();

    /** The topology as the receiving task sees it. */
    GeneralTopologyContext getContext();
}
