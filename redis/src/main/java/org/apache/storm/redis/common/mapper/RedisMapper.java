// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.mapper;

/** Says as what Redis keeps the data. */
public interface RedisMapper {
    RedisDataTypeDescription getDataTypeDescription();
}
