// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.mapper;

import java.io.Serializable;
import org.apache.storm.tuple.ITuple;

/** Reads the Redis key and value out of a tuple. Called by the task's thread. */
public interface TupleMapper extends Serializable {
    String getKeyFromTuple(ITuple tuple);

    String getValueFromTuple(ITuple tuple);
}
