// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.task.TopologyContext;

/**
 * A source of tuples.
 *
 * <p>All methods of one task's spout are called by one thread: none of them may block, or acks and failures are not heard.
 */
public interface ISpout extends Serializable {
    /** Called once per task, before anything else. */
    void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector);

    /** Called when the task stops, if the worker is not killed. */
    void close();

    /** The topology became active: {@link #nextTuple} will be called. */
    void activate();

    /** The topology became inactive: {@link #nextTuple} will not be called until it is active again. */
    void deactivate();

    /** Emits one tuple, or a few, or none if there is nothing to emit; then returns. */
    void nextTuple();

    /** The tuple emitted with this message id, and all that came of it, was processed. */
    void ack(Object msgId);

    /** The tuple emitted with this message id, or something that came of it, failed or timed out. */
    void fail(Object msgId);
}
