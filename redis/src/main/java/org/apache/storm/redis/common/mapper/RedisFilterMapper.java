// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.mapper;

import org.apache.storm.topology.OutputFieldsDeclarer;

/** What a bolt needs to let only those tuples pass whose keys Redis has. */
public interface RedisFilterMapper extends TupleMapper, RedisMapper {
    /** Declares the fields of the input, which are emitted as they came. */
    void declareOutputFields(OutputFieldsDeclarer declarer);
}
