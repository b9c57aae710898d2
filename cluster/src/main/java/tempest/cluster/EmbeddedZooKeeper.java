// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;

/**
 * A real ZooKeeper server of one node in this process, for development, {@code LocalCluster} and tests. Started and closed by one
 * thread; it serves on threads of its own.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
    private static final int TICK_MS = 2000;
    private static final int MAX_CONNECTIONS = 0;
    private static final int LOG_PREALLOCATION_KB = 1024;

    private final ServerCnxnFactory connections;
    private final ZooKeeperServer server;

    private EmbeddedZooKeeper(ServerCnxnFactory connections, ZooKeeperServer server) {
        this.connections = connections;
        this.server = server;
    }

    /** Starts a server on any free port of the loopback address. */
    public static EmbeddedZooKeeper startLocal(Path dataDir) throws IOException {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), dataDir);
    }

    /**
     * Starts a server.
     *
     * @param address where it listens; port 0 for any free port
     * @param dataDir kept between runs; created if it is missing
     * @throws IOException with a clear line if the port is in use or the folder unusable
     */
    public static EmbeddedZooKeeper start(InetSocketAddress address, Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        if (!Files.isWritable(dataDir)) {
            throw new IOException("ZooKeeper cannot write to " + dataDir + ", which is " + Files.getOwner(dataDir)
                + "'s; remove it, or set dev.zookeeper.path to another folder");
        }
        // 64 MB by default: far too much for a laptop's work folder.
        FileTxnLog.setPreallocSize(LOG_PREALLOCATION_KB * 1024L);
        File folder = dataDir.toFile();
        ZooKeeperServer server = new ZooKeeperServer(new FileTxnSnapLog(folder, folder), TICK_MS, "");
        // Watches of a process that died without a goodbye end soon.
        server.setMinSessionTimeout(TICK_MS);
        server.setMaxSessionTimeout(60_000);
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        try {
            connections.configure(address, MAX_CONNECTIONS);
            connections.startup(server);
        } catch (BindException e) {
            throw new IOException("ZooKeeper cannot listen: " + PortOwner.inUse(address.getPort(), "storm.zookeeper.port"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ZooKeeper started", e);
        }
        return new EmbeddedZooKeeper(connections, server);
    }

    /** The port it listens on. */
    public int port() {
        return connections.getLocalPort();
    }

    @Override
    public void close() {
        connections.shutdown();
        server.shutdown();
        try {
            server.getTxnLogFactory().close();
        } catch (IOException e) {
            throw new ClusterStateException("ZooKeeper's log did not close", e);
        }
    }
}
