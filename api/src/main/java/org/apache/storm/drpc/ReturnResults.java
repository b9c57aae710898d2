// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPCInvocations;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.thrift.TException;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ServiceRegistry;
import org.apache.storm.utils.WrappedDRPCExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns results to the DRPC server that the call came from: the first value is the result, the second the spout's return-info. A result that
 * is larger than the server takes fails its call, and says so to the caller. A server that cannot be reached is left alone for a
 * while, so that the callers of others do not wait for it.
 */
public class ReturnResults extends BaseRichBolt {
    static final long serialVersionUID = -774882142710631591L;
    private static final Logger LOG = LoggerFactory.getLogger(ReturnResults.class);
    private static final int ATTEMPTS = 3;
    private static final long LEFT_ALONE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int DEFAULT_MESSAGE_BYTES = 1_048_576;
    /** Of a message besides the result: its name and the call's id. */
    private static final int ENVELOPE_BYTES = 512;
    private static final int MOST_BYTES_PER_CHAR = 3;

    private transient OutputCollector collector;
    private transient Map<String, Object> conf;
    private transient Map<String, Server> servers;
    private transient int mostBytes;

    /** A server that calls came from. */
    private static final class Server {
        private DRPCInvocationsClient client;
        private boolean away;
        private long awaySince;
    }

    /** What to tell a server. */
    @FunctionalInterface
    private interface Message {
        void to(DistributedRPCInvocations.Iface server) throws TException;
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.conf = new HashMap<>(topoConf);
        // An executor must not wait for a server to come back.
        conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
        this.collector = collector;
        this.servers = new HashMap<>();
        this.mostBytes = ObjectReader.getInt(topoConf.get(Config.DRPC_MAX_BUFFER_SIZE), DEFAULT_MESSAGE_BYTES) - ENVELOPE_BYTES;
    }

    @Override
    public void execute(Tuple input) {
        String result = Objects.toString(input.getValue(0), null);
        String returnInfo = (String) input.getValue(1);
        if (returnInfo == null) {
            collector.ack(input);
            return;
        }
        if (!(JSONValue.parse(returnInfo) instanceof Map<?, ?> info)) {
            LOG.error("The return-info of a call is no JSON object: {}", returnInfo);
            collector.fail(input);
            return;
        }
        String host = String.valueOf(info.get("host"));
        int port = ObjectReader.getInt(info.get("port"));
        String id = String.valueOf(info.get("id"));
        if (deliver(host, port, id, result)) {
            collector.ack(input);
        } else {
            collector.fail(input);
        }
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
        if (server.away && System.nanoTime() - server.awaySince < LEFT_ALONE_NANOS) {
            return false;
        }
        server.away = false;
        TException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                failure = attempt(connected(server, host, port), message);
            } catch (TException e) {
                failure = e;
            } catch (RuntimeException e) { // how a server that cannot be reached shows
                server.away = true;
                server.awaySince = System.nanoTime();
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
    public void cleanup() {
        servers.values().stream().filter(server -> server.client != null).forEach(server -> server.client.close());
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // results leave the topology here
    }
}
