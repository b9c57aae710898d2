// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import java.util.Collection;
import java.util.List;
import org.apache.storm.tuple.Tuple;

/** What the engine offers a bolt; {@link OutputCollector} is what bolts see. */
public interface IOutputCollector extends IErrorReporter {
    /**
     * Emits a tuple on a stream.
     *
     * @param anchors the input tuples that the new tuple hangs on; null or empty for none
     * @return the ids of the tasks that the tuple went to
     */
    List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple);

    /** Emits a tuple on a direct stream, to one task. */
    void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple);

    /** Says that a tuple is done. */
    void ack(Tuple input);

    /** Fails every root that a tuple hangs on. */
    void fail(Tuple input);

    /** Gives the tuple's roots a whole new time-out from now. */
    void resetTimeout(Tuple input);

    /** Sends what is buffered. */
    void flush();
}
