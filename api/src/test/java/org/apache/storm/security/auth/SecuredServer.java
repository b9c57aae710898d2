// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;

/** A real server of a service that tells callers who they are, and what a client of it needs, for tests of transports. */
final class SecuredServer implements AutoCloseable {
    private static final int ANSWER_MILLIS = 60_000;
    private final Map<String, Object> conf;
    private final ThriftServer server;
    private final Thread serving;

    SecuredServer(Map<String, Object> settings) {
        conf = conf(settings);
        DistributedRPC.Iface service = (function, arguments) -> switch (function) {
            case "who" -> ReqContext.context().principal() + " really " + ReqContext.context().realPrincipal();
            case "echo" -> arguments;
            default -> throw new IllegalArgumentException(function);
        };
        server = new ThriftServer(conf, new DistributedRPC.Processor<>(service), ThriftConnectionType.DRPC);
        serving = new Thread(server::serve, "secured");
        serving.start();
    }

    static Map<String, Object> conf(Map<String, Object> settings) {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.putAll(Map.of(Config.DRPC_PORT, 0, Config.DRPC_WORKER_THREADS, 4, Config.STORM_NIMBUS_RETRY_TIMES, 0));
        conf.putAll(settings);
        return conf;
    }

    int port() {
        return server.getPort();
    }

    /** A client with other settings than the server's. */
    DRPCClient client(Map<String, Object> settings) throws Exception {
        return new DRPCClient(conf(settings), "localhost", port(), ANSWER_MILLIS);
    }

    String call(Map<String, Object> settings, String function, String argument) throws Exception {
        try (DRPCClient client = client(settings)) {
            return client.execute(function, argument);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
        serving.join();
    }
}
