// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.util.List;
import org.apache.storm.task.IErrorReporter;

/** What the engine offers a spout; {@link SpoutOutputCollector} is what spouts see. */
public interface ISpoutOutputCollector extends IErrorReporter {
    /**
     * Emits a tuple on a stream.
     *
     * @param messageId what {@link ISpout#ack} or {@link ISpout#fail} will be called with; null if the tuple need not be tracked
     * @return the ids of the tasks that the tuple went to
     */
    List<Integer> emit(String streamId, List<Object> tuple, Object messageId);

    /** Emits a tuple on a direct stream, to one task. */
    void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId);

    /** The number of tracked tuples that are neither acked nor failed yet. */
    long getPendingCount();

    /** Sends what is buffered. */
    void flush();
}
