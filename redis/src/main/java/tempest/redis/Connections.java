// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.JedisPool;

/**
 * Creates the client's pools from a topology's configuration. Called while a task is prepared; never connects to a single server, which its
 * pool does when first used, and never waits without end for a connection.
 */
public final class Connections {
    private static final Duration LONGEST_WAIT_FOR_A_CONNECTION = Duration.ofSeconds(10);
    private static final String VERIFY_HOST_NAME = "HTTPS";

    private Connections() {
    }

    /** How many connections to one server a task keeps, and how long it waits for one. */
    public static redis.clients.jedis.JedisPoolConfig serverPoolConfig() {
        redis.clients.jedis.JedisPoolConfig config = new redis.clients.jedis.JedisPoolConfig();
        config.setMaxWait(LONGEST_WAIT_FOR_A_CONNECTION);
        return config;
    }

    /** How many connections to each node of a cluster a task keeps, and how long it waits for one. */
    public static GenericObjectPoolConfig<Connection> nodePoolConfig() {
        ConnectionPoolConfig config = new ConnectionPoolConfig();
        config.setMaxWait(LONGEST_WAIT_FOR_A_CONNECTION);
        return config;
    }

    public static JedisPool pool(GenericObjectPoolConfig<Jedis> pool, JedisPoolConfig config) {
        DefaultJedisClientConfig client = client(config.getTimeout(), config.getPassword(), config.isSsl()).database(config.getDatabase()).build();
        return new JedisPool(pool, new HostAndPort(config.getHost(), config.getPort()), client);
    }

    /** Connects, in a few attempts. */
    public static JedisCluster cluster(GenericObjectPoolConfig<Connection> pool, JedisClusterConfig config) {
        DefaultJedisClientConfig client = client(config.getTimeout(), config.getPassword(), config.isSsl()).build();
        return new Attempts(name(config)).run("connect", true,
            () -> new JedisCluster(config.getNodes(), client, config.getMaxRedirections(), pool));
    }

    /** This server's name in errors. */
    public static String name(JedisPoolConfig config) {
        return "Redis at " + config.getHost() + ':' + config.getPort();
    }

    /** This cluster's name in errors. */
    public static String name(JedisClusterConfig config) {
        return "Redis cluster at " + String.join(", ", config.getNodes().stream().map(HostAndPort::toString).toList());
    }

    private static DefaultJedisClientConfig.Builder client(int timeoutMillis, String password, boolean ssl) {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder().timeoutMillis(timeoutMillis).ssl(ssl);
        if (password != null && !password.isEmpty()) {
            client.password(password);
        }
        if (ssl) {
            SSLParameters parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm(VERIFY_HOST_NAME);
            client.sslSocketFactory(trusting()).sslParameters(parameters);
        }
        return client;
    }

    /** With the JVM's default trust store. */
    private static SSLSocketFactory trusting() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM speaks no TLS: " + e.getMessage(), e);
        }
    }
}
