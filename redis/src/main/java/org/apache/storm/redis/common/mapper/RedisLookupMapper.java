// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.mapper;

import java.util.List;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.ITuple;
import org.apache.storm.tuple.Values;

/** What a bolt or state query needs to look up tuples' keys. */
public interface RedisLookupMapper extends TupleMapper, RedisMapper {
    /**
     * @param value what Redis has, or null
     * @return the tuples to emit
     */
    List<Values> toTuple(ITuple input, Object value);

    void declareOutputFields(OutputFieldsDeclarer declarer);
}
