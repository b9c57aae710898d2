// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * How to reach ZooKeeper and how long to try.
 *
 * @param connect     {@code host:port,host:port}
 * @param root        path that holds everything of this cluster, such as {@code /storm}
 * @param sessionMs   session time-out: how long after a daemon's death its ephemeral nodes stay
 * @param connectMs   how long the first connection, and any single operation, may take to get a connection
 * @param retryTimes  retries of an operation
 * @param retryMs     pause before the first retry; it doubles up to {@code retryCeilingMs}
 * @param authScheme  for instance {@code digest}, or null
 * @param authPayload for instance {@code user:password}, or null
 * @param leaderSessionMs session time-out of a Nimbus's part in the election alone: how long after the leader's death another leads.
 *                    It may be short, because a leader that is taken for dead and is not cannot write any more
 * @param acls        who may use the nodes that are created
 * @param tls         null for none
 */
public record ZooKeeperConfig(String connect, String root, int sessionMs, int connectMs, int retryTimes, int retryMs,
                              int retryCeilingMs, String authScheme, String authPayload, int leaderSessionMs, ZooKeeperAcls acls,
                              ZooKeeperTls tls) {

    /** Parses the {@code storm.zookeeper.*} keys. */
    public static ZooKeeperConfig of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        int port = read.port("storm.zookeeper.port", 2181);
        List<String> servers = read.texts("storm.zookeeper.servers", List.of("localhost"));
        if (servers.isEmpty()) {
            throw ConfigReader.wrong("storm.zookeeper.servers", servers, "a list with at least one host");
        }
        StringBuilder connect = new StringBuilder();
        for (String server : servers) {
            connect.append(connect.length() == 0 ? "" : ",").append(server).append(':').append(port);
        }
        String root = read.text("storm.zookeeper.root", "/storm");
        if (!root.startsWith("/") || root.length() > 1 && root.endsWith("/")) {
            throw ConfigReader.wrong("storm.zookeeper.root", root, "a path that starts with / and does not end with it");
        }
        String scheme = read.text("storm.zookeeper.auth.scheme", null);
        String payload = read.text("storm.zookeeper.auth.payload", null);
        return new ZooKeeperConfig(connect.toString(), root.equals("/") ? "" : root,
            read.integer("storm.zookeeper.session.timeout", 20_000, 1),
            read.integer("storm.zookeeper.connection.timeout", 15_000, 1),
            read.integer("storm.zookeeper.retry.times", 5, 0),
            read.integer("storm.zookeeper.retry.interval", 1000, 0),
            read.integer("storm.zookeeper.retry.intervalceiling.millis", 30_000, 0),
            scheme, payload,
            read.integer("nimbus.leader.session.timeout", 6000, 1), ZooKeeperAcls.of(scheme, payload, read.text(ZooKeeperAcls.SUPER_ACL, null)),
            ZooKeeperTls.of(conf, Date.from(Clock.systemUTC().instant())));
    }

    /** Whether everybody may use the nodes that are created. */
    public boolean isOpen() {
        return !acls.isClosed();
    }

    /** The same with the time-out of an election's session. */
    ZooKeeperConfig forElection() {
        return new ZooKeeperConfig(connect, root, leaderSessionMs, connectMs, retryTimes, retryMs, retryCeilingMs, authScheme, authPayload,
            leaderSessionMs, acls, tls);
    }
}
