// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections to ZooKeeper as configured. Any thread. */
public final class ZooKeeperClient {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperClient.class);
    private static final int CLOSE_MS = 2000;
    private static final int PROBE_MS = 1000;
    private static final int PAUSE_MS = 50;

    private ZooKeeperClient() {
    }

    /**
     * A started client, connected.
     *
     * @throws ClusterStateException if ZooKeeper does not answer within the connection time-out
     */
    public static CuratorFramework open(ZooKeeperConfig config) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.connectMs());
        awaitPort(config, deadline);
        CuratorFramework client = begin(config);
        boolean connected = false;
        try {
            connected = client.blockUntilConnected((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())),
                TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!connected) {
                client.close();
            }
        }
        if (!connected) {
            throw new ClusterStateException("ZooKeeper at " + config.connect() + " did not answer within " + config.connectMs()
                + " ms; is it running, and are storm.zookeeper.servers and storm.zookeeper.port right?" + (config.tls() == null ? ""
                : " With storm.zookeeper.ssl.enable the port must be ZooKeeper's secureClientPort, and each must trust the other's certificate."), null);
        }
        return client;
    }

    /** Whether somebody who connects as these settings say may see a cluster's nodes; false if ZooKeeper cannot be reached, or has none. */
    public static boolean letsIn(Map<String, Object> conf) {
        ZooKeeperConfig config = ZooKeeperConfig.of(conf);
        try (CuratorFramework client = open(config)) {
            client.getChildren().forPath(config.root().isEmpty() ? "/" : config.root());
            return true;
        } catch (Exception e) {
            LOG.debug("ZooKeeper at {} does not let a stranger in", config.connect(), e);
            return false;
        }
    }

    /** A started client that may not be connected yet. */
    static CuratorFramework begin(ZooKeeperConfig config) {
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
            .connectString(config.connect())
            .sessionTimeoutMs(config.sessionMs())
            // Whoever waits for longer than a session lasts waits for a session that is over by then; the client warns of it.
            .connectionTimeoutMs(Math.min(config.connectMs(), config.sessionMs()))
            .retryPolicy(new BoundedExponentialBackoffRetry(config.retryMs(),
                Math.max(config.retryMs(), config.retryCeilingMs()), Math.min(29, config.retryTimes())))
            // A connection that is gone may come back in time: only the end of its session takes away what depends on it.
            .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
            .ensembleTracker(false)
            .dontUseContainerParents();
        builder.aclProvider(config.acls());
        if (config.authScheme() != null && !config.authScheme().isBlank()) {
            builder.authorization(config.authScheme(), config.authPayload().getBytes(StandardCharsets.UTF_8));
        }
        if (config.tls() != null) {
            builder.zkClientConfig(config.tls().client());
        }
        CuratorFramework client = builder.build();
        client.start();
        return client;
    }

    /**
     * Closes something that ends with a write to ZooKeeper, which may be gone already when a whole cluster is being stopped. After
     * two seconds the write goes on in the background; the end of the session does the same in any case.
     */
    static void closeBounded(String what, Closeable resource) {
        Thread closing = new Thread(() -> {
            try {
                resource.close();
            } catch (IOException | RuntimeException e) {
                LOG.info("{} ends with its session: {}", what, e.toString());
            }
        }, "close " + what);
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until one of the servers accepts a connection. Daemons are often started together with ZooKeeper, and its own client
     * pauses up to a second between attempts.
     */
    private static void awaitPort(ZooKeeperConfig config, long deadline) {
        while (System.nanoTime() - deadline < 0) {
            for (String server : config.connect().split(",")) {
                HostPort address = HostPort.parse(server);
                try (Socket probe = new Socket()) {
                    probe.connect(new InetSocketAddress(address.host(), address.port()), PROBE_MS);
                    return;
                } catch (IOException notYet) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
