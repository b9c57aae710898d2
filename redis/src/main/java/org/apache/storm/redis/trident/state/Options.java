// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.io.Serializable;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.trident.state.Serializer;

/** How a Trident map is kept in Redis. Filled in while the topology is built, read in its workers. */
public class Options<T> implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final RedisDataTypeDescription DEFAULT_REDIS_DATATYPE = new RedisDataTypeDescription(RedisDataType.STRING);

    /** How many values a partition keeps in memory, so as not to read them; 0 for none. */
    public int localCacheSize = 1000;
    /** The key of a state that is one value, not a map. */
    public String globalKey = "$REDIS-MAP-STATE-GLOBAL";
    /** Null for {@link KeyFactory.DefaultKeyFactory}. */
    public KeyFactory keyFactory;
    /** Null for JSON. */
    public Serializer<T> serializer;
    /** A STRING each, or fields of one HASH. */
    public RedisDataTypeDescription dataTypeDescription = DEFAULT_REDIS_DATATYPE;
    /** After how many seconds without a write Redis forgets a key (of type HASH: the whole hash); 0 for never. */
    public int expireIntervalSec;
}
