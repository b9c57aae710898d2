// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.windowing;

import java.io.Serializable;
import org.apache.storm.tuple.Tuple;

/** Finds out when what a tuple tells of happened. */
public interface TimestampExtractor extends Serializable {
    /** Milliseconds since the epoch. */
    long extractTimestamp(Tuple tuple);
}
