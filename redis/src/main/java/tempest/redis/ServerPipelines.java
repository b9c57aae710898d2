// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** Pipelines to one server, each on a connection of the pool. */
final class ServerPipelines implements Pipelines {
    private final CommandObjects commands = new CommandObjects();
    private final JedisPool pool;

    ServerPipelines(JedisPool pool) {
        this.pool = pool;
    }

    @Override
    public CommandObjects commands() {
        return commands;
    }

    @Override
    public List<Object> send(List<? extends CommandObject<?>> commands) {
        try (Jedis jedis = pool.getResource()) {
            Pipeline pipeline = jedis.pipelined();
            List<Response<?>> replies = new ArrayList<>(commands.size());
            for (CommandObject<?> command : commands) {
                replies.add(pipeline.executeCommand(command));
            }
            pipeline.sync();
            List<Object> results = new ArrayList<>(replies.size());
            replies.forEach(r -> results.add(r.get()));
            return results;
        }
    }
}
