// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.mapper;

/** What a bolt or state updater needs to store tuples. */
public interface RedisStoreMapper extends TupleMapper, RedisMapper {
}
