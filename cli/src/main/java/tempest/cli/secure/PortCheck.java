// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.secure;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.Supervisor;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.protocol.TProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import tempest.cluster.ConfigReader;
import tempest.cluster.ZooKeeperClient;

/**
 * Calls the ports of a running cluster as somebody without credentials would, and tells which of them answer. Called by the command's main thread; it asks
 * only what changes nothing, and waits a few seconds for each port.
 */
public final class PortCheck {
    private static final int MILLIS = 3000;
    private static final int HTTP_ERRORS_FROM = 400;
    private static final String SIMPLE = "org.apache.storm.security.auth.SimpleTransportPlugin";

    private final Map<String, Object> conf;
    private final ConfigReader read;
    private final List<Finding> findings = new ArrayList<>();

    private PortCheck(Map<String, Object> conf) {
        this.conf = conf;
        this.read = new ConfigReader(conf);
    }

    /** A question to a service. */
    @FunctionalInterface
    private interface Question {
        void ask(TProtocol service) throws TException;
    }

    /** All that is open. */
    public static List<Finding> of(Map<String, Object> conf) {
        PortCheck check = new PortCheck(conf);
        List<String> seeds = check.read.texts("nimbus.seeds", List.of("localhost"));
        for (String host : seeds) {
            check.thrift("Nimbus", host, ThriftConnectionType.NIMBUS, SIMPLE, protocol -> new Nimbus.Client(protocol).getTopologyHistory(""));
            check.thrift("Nimbus (TLS)", host, ThriftConnectionType.NIMBUS_TLS, "org.apache.storm.security.auth.tls.TlsTransportPlugin",
                protocol -> new Nimbus.Client(protocol).getTopologyHistory(""));
            check.http("the UI", host, "ui.port", "/api/v1/cluster/summary");
            check.http("the log viewer", host, "logviewer.port", "/api/v1/searchLogs");
        }
        check.thrift("the supervisor", check.read.text("storm.local.hostname", "localhost"), ThriftConnectionType.SUPERVISOR, SIMPLE,
            protocol -> new Supervisor.Client(protocol).getLocalAssignmentForStorm("none"));
        for (String host : check.read.texts("drpc.servers", List.of())) {
            check.thrift("DRPC", host, ThriftConnectionType.DRPC, SIMPLE, protocol -> new DistributedRPC.Client(protocol).execute("storm secure check", ""));
            check.http("DRPC (HTTP)", host, "drpc.http.port", "/drpc/storm-secure-check");
        }
        check.zooKeeper();
        return List.copyOf(check.findings);
    }

    private void thrift(String name, String host, ThriftConnectionType type, String transport, Question question) {
        Map<String, Object> nobody = new HashMap<>(conf);
        for (String key : List.of("nimbus.thrift.transport", "nimbus.thrift.tls.transport", "supervisor.thrift.transport", "drpc.thrift.transport",
            "storm.thrift.transport")) {
            nobody.put(key, transport);
        }
        nobody.keySet().removeIf(key -> key.contains(".thrift.tls.client.key") || key.contains(".thrift.tls.client.cert"));
        int port = type.getPort(nobody);
        if (port <= 0) {
            return;
        }
        if (answers(host, port, type, nobody, question)) {
            findings.add(Finding.open(name + " at " + host + ":" + port + " answers a caller without credentials"));
        }
    }

    private static boolean answers(String host, int port, ThriftConnectionType type, Map<String, Object> nobody, Question question) {
        try (TSocket socket = new TSocket(host, port, MILLIS);
             TTransport connected = ClientAuthUtils.getTransportPlugin(type, nobody).connect(socket, host, null)) {
            question.ask(new TBinaryProtocol(connected));
            return true;
        } catch (AuthorizationException | TApplicationException e) {
            return false; // It knows that the caller is nobody, and says so.
        } catch (TTransportException e) {
            // One that takes its time has taken the call.
            return e.getType() == TTransportException.TIMED_OUT && e.getMessage() != null && e.getMessage().contains("Read");
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (TException e) {
            return true; // It has looked for what was asked for.
        }
    }

    private void http(String name, String host, String portKey, String path) {
        int port = (int) read.whole(portKey, 0, -1, 65_535);
        if (port <= 0) {
            return;
        }
        String address = read.text("ui.host", host);
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://" + (portKey.equals("ui.port") ? address : host) + ":" + port + path)
                .toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            if (connection.getResponseCode() < HTTP_ERRORS_FROM) {
                findings.add(Finding.open(name + " at " + connection.getURL().getAuthority() + " answers a caller without credentials"));
            }
            connection.disconnect();
        } catch (IOException | IllegalArgumentException e) {
            return; // It is not there, or not for us.
        }
    }

    private void zooKeeper() {
        Map<String, Object> nobody = new HashMap<>(conf);
        nobody.keySet().removeIf(key -> key.startsWith("storm.zookeeper.auth.") || key.equals("storm.zookeeper.superACL"));
        nobody.put("storm.zookeeper.connection.timeout", MILLIS);
        nobody.put("storm.zookeeper.retry.times", 0);
        if (ZooKeeperClient.letsIn(nobody)) {
            findings.add(Finding.open("ZooKeeper at " + read.texts("storm.zookeeper.servers", List.of("localhost")) + " shows the cluster's nodes to a caller"
                + " without credentials"));
        }
    }
}
