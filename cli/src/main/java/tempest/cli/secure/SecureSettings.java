// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.secure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The {@code storm.yaml} of a closed cluster's hosts and users, as text. Immutable. */
final class SecureSettings {
    private static final String TLS = "org.apache.storm.security.auth.tls.TlsTransportPlugin";
    private static final int TLS_PORT = 6630;

    /** Paths and passwords of a key store and a trust store. */
    record Stores(String keys, String keysPassword, String trust, String trustPassword) {
        private List<String> of(String prefix) {
            return List.of(prefix + ".keystore.path: " + quoted(keys), prefix + ".keystore.password: " + quoted(keysPassword),
                prefix + ".truststore.path: " + quoted(trust), prefix + ".truststore.password: " + quoted(trustPassword));
        }
    }

    private final List<String> hosts;
    private final String zooKeeperPassword;

    SecureSettings(List<String> hosts, String zooKeeperPassword) {
        this.hosts = List.copyOf(hosts);
        this.zooKeeperPassword = zooKeeperPassword;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private List<String> ofEverybody() {
        return List.of(
            "nimbus.seeds: [" + quoted(hosts.get(0)) + "]",
            "nimbus.thrift.tls.port: " + TLS_PORT,
            "nimbus.thrift.client.use.tls: true",
            "storm.thrift.transport: " + quoted(TLS));
    }

    /** Of a host with daemons. */
    String ofHost(String host, List<String> users, Stores stores) {
        List<String> lines = new ArrayList<>();
        lines.add("# Made by storm secure init. Whoever reads this file can act as the cluster's daemons: keep it to their user.");
        lines.addAll(ofEverybody());
        lines.add("storm.local.hostname: " + quoted(host));
        if (!onlyLoopback()) {
            lines.add("storm.bind.address: \"0.0.0.0\"");
            lines.add("ui.host: \"127.0.0.1\"");
        }
        lines.add("");
        lines.add("# Nimbus is reached by TLS alone, by those who have a certificate of the cluster's authority.");
        lines.add("nimbus.thrift.tls.server.only: true");
        lines.add("nimbus.thrift.tls.client.auth.required: true");
        lines.add("topology.worker.nimbus.thrift.client.use.tls: true");
        lines.add("drpc.servers: [" + quoted(hosts.get(0)) + "]");
        for (String service : List.of("nimbus", "supervisor", "drpc")) {
            lines.addAll(stores.of(service + ".thrift.tls.server"));
            lines.addAll(stores.of(service + ".thrift.tls.client"));
        }
        lines.add("");
        lines.add("# Workers speak TLS, and show each other that they know their topology's secret.");
        lines.add("storm.messaging.netty.authentication: true");
        lines.add("storm.messaging.netty.tls.enable: true");
        lines.addAll(stores.of("storm.messaging.netty.tls"));
        lines.add("");
        lines.add("# Who may do what: a certificate's CN is the user's name.");
        lines.add("storm.principal.tolocal: \"org.apache.storm.security.auth.X509CertPrincipalToLocal\"");
        lines.add("x509.cert.principal.to.local.regex: \"(.*)\"");
        lines.add("nimbus.authorizer: \"org.apache.storm.security.auth.authorizer.SimpleACLAuthorizer\"");
        lines.add("nimbus.admins: [" + quoted(SecureFiles.DAEMON_USER) + "]");
        lines.add("nimbus.supervisor.users: [" + quoted(SecureFiles.DAEMON_USER) + "]");
        lines.add("nimbus.users: " + quotedList(users));
        lines.add("supervisor.authorizer: \"org.apache.storm.security.auth.authorizer.SupervisorSimpleACLAuthorizer\"");
        lines.add("nimbus.daemon.users: [" + quoted(SecureFiles.DAEMON_USER) + "]");
        lines.add("");
        lines.add("# ZooKeeper's nodes are the cluster's alone.");
        lines.add("storm.zookeeper.servers: [" + quoted(hosts.get(0)) + "]");
        lines.add("storm.zookeeper.auth.scheme: \"digest\"");
        lines.add("storm.zookeeper.auth.payload: " + quoted("storm:" + zooKeeperPassword));
        return String.join("\n", lines) + "\n";
    }

    /** Of somebody who submits topologies. */
    String ofUser(Stores stores) {
        List<String> lines = new ArrayList<>();
        lines.add("# Made by storm secure init. Whoever reads this file and its key store can act as their owner.");
        lines.addAll(ofEverybody());
        lines.addAll(stores.of("nimbus.thrift.tls.client"));
        lines.add("drpc.servers: [" + quoted(hosts.get(0)) + "]");
        lines.addAll(stores.of("drpc.thrift.tls.client"));
        return String.join("\n", lines) + "\n";
    }

    private static String quotedList(List<String> texts) {
        return texts.stream().map(SecureSettings::quoted).toList().toString();
    }

    private boolean onlyLoopback() {
        for (String host : hosts) {
            try {
                if (!InetAddress.getByName(host).isLoopbackAddress()) {
                    return false;
                }
            } catch (UnknownHostException e) {
                return false;
            }
        }
        return true;
    }
}
