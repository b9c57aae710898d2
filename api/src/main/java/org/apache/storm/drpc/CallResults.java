// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPCInvocations;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ServiceRegistry;
import org.apache.storm.utils.WrappedDRPCExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes results of calls back to the DRPC servers that the calls came from, for bolts and for Trident. A result that is larger than the server takes
 * fails its call, and says so to the caller. A server that cannot be reached is left alone for some times as long as that took to notice, so
 * that the callers of others do not wait for it: one that is starting again and refuses connections, which shows at once, is soon
 * asked again. One thread owns it; it waits for a server no longer than its client does.
 */
public final class CallResults implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallResults.class);
    private static final int ATTEMPTS = 3;
    /** Of the thread's time, at most one part in so many goes to a server that cannot be reached. */
    private static final int LEFT_ALONE_TIMES = 10;
    private static final long MOST_LEFT_ALONE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int DEFAULT_MESSAGE_BYTES = 1_048_576;
    /** Of a message besides the result: its name and the call's id. */
    private static final int ENVELOPE_BYTES = 512;
    private static final int MOST_BYTES_PER_CHAR = 3;

    private final Map<String, Object> conf;
    private final Map<String, Server> servers = new HashMap<>();
    private final int mostBytes;

    /** A server that calls came from. */
    private static final class Server {
        private DRPCInvocationsClient client;
        private boolean away;
        private long awayUntil;
    }

    /** What to tell a server. */
    @FunctionalInterface
    private interface Message {
        void to(DistributedRPCInvocations.Iface server) throws TException;
    }

    public CallResults(Map<String, Object> topoConf) {
        conf = new HashMap<>(topoConf);
        // An executor must not wait for a server to come back.
        conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
        mostBytes = ObjectReader.getInt(topoConf.get(Config.DRPC_MAX_BUFFER_SIZE), DEFAULT_MESSAGE_BYTES) - ENVELOPE_BYTES;
    }

    /**
     * Delivers the result of one call.
     *
     * @param returnInfo what {@link DRPCSpout} emitted with the call
     * @param result     null for none
     * @return whether its server has it, or has heard that it is too large
     */
    public boolean deliver(String returnInfo, String result) {
        if (!(JSONValue.parse(returnInfo) instanceof Map<?, ?> info)) {
            LOG.error("The return-info of a call is no JSON object: {}", returnInfo);
            return false;
        }
        return deliver(String.valueOf(info.get("host")), ObjectReader.getInt(info.get("port")), String.valueOf(info.get("id")), result);
    }

    private boolean deliver(String host, int port, String id, String result) {
        if (ServiceRegistry.getService(host) instanceof DistributedRPCInvocations.Iface local) {
            return attempt(local, server -> server.result(id, result)) == null;
        }
        long bytes = result == null || (long) MOST_BYTES_PER_CHAR * result.length() <= mostBytes ? 0
            : result.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= mostBytes) {
            return deliver(host, port, id, server -> server.result(id, result));
        }
        DRPCExecutionException tooLarge = new WrappedDRPCExecutionException("the result has " + bytes + " bytes; the most that "
            + Config.DRPC_MAX_BUFFER_SIZE + " leaves room for is " + mostBytes);
        tooLarge.set_type(DRPCExceptionType.FAILED_REQUEST);
        LOG.error("The result of call {} is too large: {}", id, tooLarge.get_msg());
        return deliver(host, port, id, server -> server.failRequestV2(id, tooLarge));
    }

    private boolean deliver(String host, int port, String id, Message message) {
        Server server = servers.computeIfAbsent(host + ":" + port, address -> new Server());
        if (server.away && System.nanoTime() - server.awayUntil < 0) {
            return false;
        }
        server.away = false;
        TException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long begin = System.nanoTime();
            try {
                failure = attempt(connected(server, host, port), message);
            } catch (TException e) {
                failure = e;
            } catch (RuntimeException e) { // how a server that cannot be reached shows
                server.away = true;
                long now = System.nanoTime();
                server.awayUntil = now + Math.min(LEFT_ALONE_TIMES * (now - begin), MOST_LEFT_ALONE_NANOS);
                failure = new TException(e.getMessage(), e);
            }
            if (failure == null || server.away || failure instanceof AuthorizationException) {
                break;
            }
        }
        if (failure != null) {
            LOG.error("The result of call {} cannot be returned to DRPC server {}:{}", id, host, port, failure);
        }
        return failure == null;
    }

    private DRPCInvocationsClient connected(Server server, String host, int port) throws TException {
        if (server.client == null) {
            server.client = new DRPCInvocationsClient(conf, host, port);
        }
        server.client.reconnectClient();
        return server.client;
    }

    private static TException attempt(DistributedRPCInvocations.Iface server, Message message) {
        try {
            message.to(server);
            return null;
        } catch (TException e) {
            return e;
        }
    }

    @Override
    public void close() {
        servers.values().stream().filter(server -> server.client != null).forEach(server -> server.client.close());
    }
}
