// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.mapper;

import java.io.Serializable;

/** As what Redis keeps data: a type and, where entries of many tuples live in one Redis key, that key. */
public class RedisDataTypeDescription implements Serializable {
    private static final long serialVersionUID = 1L;

    private RedisDataType dataType;
    private String additionalKey;

    public RedisDataTypeDescription(RedisDataType dataType) {
        this(dataType, null);
    }

    /**
     * @param additionalKey the hash, sorted set or geo index that tuples' keys are entries of; for others null
     * @throws IllegalArgumentException if the type needs an additional key and there is none
     */
    public RedisDataTypeDescription(RedisDataType dataType, String additionalKey) {
        if (dataType == null) {
            throw new IllegalArgumentException("The Redis data type is missing");
        }
        if (additionalKey == null
            && (dataType == RedisDataType.HASH || dataType == RedisDataType.SORTED_SET || dataType == RedisDataType.GEO)) {
            throw new IllegalArgumentException(dataType + " needs an additional key: the Redis key whose entries the tuples are");
        }
        this.dataType = dataType;
        this.additionalKey = additionalKey;
    }

    public RedisDataType getDataType() {
        return dataType;
    }

    /** Null if the type needs none. */
    public String getAdditionalKey() {
        return additionalKey;
    }

    /** Redis's types that bolts and states know. */
    public enum RedisDataType {
        STRING, HASH, LIST, SET, SORTED_SET, HYPER_LOG_LOG, GEO
    }
}
