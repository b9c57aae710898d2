// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.tuple.Fields;

/** Where a component declares its streams. */
public interface OutputFieldsDeclarer {
    /** Declares the fields of the default stream. */
    void declare(Fields fields);

    /** Declares the fields of the default stream, and whether it is a direct stream. */
    void declare(boolean direct, Fields fields);

    /** Declares a stream and its fields. */
    void declareStream(String streamId, Fields fields);

    /** Declares a stream, whether it is a direct stream, and its fields. */
    void declareStream(String streamId, boolean direct, Fields fields);
}
