// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redis.clients.jedis.ClusterCommandObjects;
import redis.clients.jedis.ClusterPipeline;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Pipelines to the nodes of a cluster, side by side: each command goes to the node that holds its key's slot. A command whose slot has moved is
 * sent once more on its own, by which the client learns where the slot is now.
 */
final class ClusterPipelines implements Pipelines {
    private static final int NODES_AT_ONCE = 3;
    private static final long IDLE_THREAD_SECONDS = 10;

    private final Supplier<JedisCluster> cluster;
    private final CommandObjects commands = new ClusterCommandObjects();
    private final ExecutorService nodes = threads();

    ClusterPipelines(Supplier<JedisCluster> cluster) {
        this.cluster = cluster;
    }

    @Override
    public CommandObjects commands() {
        return commands;
    }

    @Override
    public List<Object> send(List<? extends CommandObject<?>> commands) {
        JedisCluster client = cluster.get();
        List<Response<?>> replies = new ArrayList<>(commands.size());
        try (ClusterPipeline pipeline = client.pipelined(nodes)) {
            for (CommandObject<?> command : commands) {
                replies.add(pipeline.executeCommand(command));
            }
        }
        List<Object> results = new ArrayList<>(replies.size());
        for (int i = 0; i < replies.size(); i++) {
            results.add(result(client, commands.get(i), replies.get(i)));
        }
        return results;
    }

    private Object result(JedisCluster client, CommandObject<?> command, Response<?> reply) {
        try {
            return reply.get();
        } catch (JedisRedirectionException e) {
            return client.executeCommand(command);
        } catch (IllegalStateException unanswered) {
            Object key = command.getArguments().getKeys().get(0);
            learnWhereIsNow(client, key.toString());
            throw new JedisConnectionException("The node with key " + key + " was cut off before it replied", unanswered);
        }
    }

    /** If a node is down, the client looks for the node that took over its slots, with a few retries of its own. */
    private void learnWhereIsNow(JedisCluster client, String key) {
        try {
            client.executeCommand(commands.exists(key));
        } catch (JedisClusterOperationException e) {
            throw new JedisException("no node has key " + key + ": " + Attempts.reason(e), e);
        }
    }

    /** Few, and none while no batch is in flight: a state is not notified when its task ends. */
    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(NODES_AT_ONCE, NODES_AT_ONCE, IDLE_THREAD_SECONDS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "redis-cluster-pipeline");
                thread.setDaemon(true);
                return thread;
            });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
