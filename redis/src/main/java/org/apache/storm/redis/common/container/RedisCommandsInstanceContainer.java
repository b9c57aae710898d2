// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.container;

import java.io.Closeable;
import org.apache.storm.redis.common.commands.RedisCommands;

/** Lends commands. Whoever takes an instance gives it back. */
public interface RedisCommandsInstanceContainer extends Closeable {
    RedisCommands getInstance();

    void returnInstance(RedisCommands redisCommands);
}
