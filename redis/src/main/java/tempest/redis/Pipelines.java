// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.List;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;

/** Sends many commands in one round trip (to each node) and gives their replies in order. Called by the task's thread. */
interface Pipelines {
    /** Makes commands that this can send. */
    CommandObjects commands();

    /**
     * @throws redis.clients.jedis.exceptions.JedisException if one of them failed; others may have been carried out
     */
    List<Object> send(List<? extends CommandObject<?>> commands);
}
