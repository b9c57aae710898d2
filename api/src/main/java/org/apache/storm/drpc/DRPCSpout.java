// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.storm.Config;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCRequest;
import org.apache.storm.generated.DistributedRPCInvocations;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.thrift.TException;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ServiceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the calls of one function that DRPC servers took: {@code args} and {@code return-info}. A call that fails in the topology fails for its
 * caller. Connections are made by a thread of their own, so that a server that is down holds nothing up.
 */
public class DRPCSpout extends BaseRichSpout {
    private static final long serialVersionUID = 2387848310969237877L;
    private static final Logger LOG = LoggerFactory.getLogger(DRPCSpout.class);
    private static final int LOCAL = -1;

    private final String function;
    private final String localDrpcId;
    private transient SpoutOutputCollector collector;
    private transient Map<String, Object> conf;
    private transient List<String> servers;
    private transient AtomicReferenceArray<DRPCInvocationsClient> clients;
    private transient boolean[] connecting;
    private transient ExecutorService background;

    /** A call, and the server that it came from. */
    private record CallId(String id, int server) {
    }

    public DRPCSpout(String function) {
        this.function = function;
        this.localDrpcId = null;
    }

    /** Takes calls from a server in this JVM. */
    public DRPCSpout(String function, ILocalDRPC drpc) {
        this.function = function;
        this.localDrpcId = drpc.getServiceId();
    }

    public String get_function() {
        return function;
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        this.conf = conf;
        if (localDrpcId != null) {
            return;
        }
        List<String> all = ObjectReader.getStrings(conf.get(Config.DRPC_SERVERS));
        if (all.isEmpty()) {
            throw new RuntimeException("No DRPC servers configured for topology: " + Config.DRPC_SERVERS + " must name at least one");
        }
        int tasks = context.getComponentTasks(context.getThisComponentId()).size();
        int index = context.getThisTaskIndex();
        // each server is asked by at least one task; where tasks are fewer, by the one whose turn it is
        servers = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (tasks >= all.size() ? i == index % all.size() : i % tasks == index) {
                servers.add(all.get(i));
            }
        }
        clients = new AtomicReferenceArray<>(servers.size());
        connecting = new boolean[servers.size()];
        background = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "drpc-connect-" + function);
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < servers.size(); i++) {
            connect(i);
        }
    }

    private void connect(int i) {
        synchronized (connecting) {
            if (connecting[i]) {
                return;
            }
            connecting[i] = true;
        }
        background.execute(() -> {
            int port = ObjectReader.getInt(conf.get(Config.DRPC_INVOCATIONS_PORT));
            try {
                DRPCInvocationsClient client = clients.get(i);
                if (client == null) {
                    clients.set(i, new DRPCInvocationsClient(conf, servers.get(i), port));
                } else {
                    client.reconnectClient();
                }
            } catch (TException | RuntimeException e) {
                LOG.warn("DRPC server {}:{} cannot be reached; it will be tried again: {}", servers.get(i), port, e.toString());
            } finally {
                synchronized (connecting) {
                    connecting[i] = false;
                }
            }
        });
    }

    @Override
    public void close() {
        if (background == null) {
            return;
        }
        background.shutdownNow();
        for (int i = 0; i < clients.length(); i++) {
            if (clients.get(i) != null) {
                clients.get(i).close();
            }
        }
    }

    @Override
    public void nextTuple() {
        if (localDrpcId != null) {
            fetch(localServer(), LOCAL, localDrpcId, 0);
            return;
        }
        for (int i = 0; i < clients.length(); i++) {
            DRPCInvocationsClient client = clients.get(i);
            if (client == null || !client.isConnected()) {
                connect(i);
            } else if (fetch(client, i, client.getHost(), client.getPort())) {
                return;
            }
        }
    }

    /** The server in this JVM; null once it is shut down. */
    private DistributedRPCInvocations.Iface localServer() {
        return (DistributedRPCInvocations.Iface) ServiceRegistry.getService(localDrpcId);
    }

    private boolean fetch(DistributedRPCInvocations.Iface server, int index, String host, int port) {
        if (server == null) {
            return false;
        }
        try {
            DRPCRequest request = server.fetchRequest(function);
            if (request.get_request_id().isEmpty()) {
                return false;
            }
            Map<String, Object> returnInfo = new HashMap<>();
            returnInfo.put("id", request.get_request_id());
            returnInfo.put("host", host);
            returnInfo.put("port", port);
            collector.emit(new Values(request.get_func_args(), JSONValue.toJSONString(returnInfo)),
                new CallId(request.get_request_id(), index));
            return true;
        } catch (AuthorizationException e) {
            LOG.error("DRPC server {}:{} does not allow this topology to serve '{}'", host, port, function, e);
        } catch (TException e) {
            LOG.warn("Calls of '{}' cannot be fetched from DRPC server {}:{}", function, host, port, e);
        }
        return false;
    }

    @Override
    public void ack(Object msgId) {
        // the result was returned by ReturnResults
    }

    @Override
    public void fail(Object msgId) {
        CallId call = (CallId) msgId;
        DistributedRPCInvocations.Iface server = call.server == LOCAL ? localServer() : clients.get(call.server);
        if (server == null) {
            return; // and with it the caller
        }
        try {
            server.failRequest(call.id);
        } catch (TException e) {
            LOG.error("The failure of call {} of '{}' cannot be told to the DRPC server", call.id, function, e);
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("args", "return-info"));
    }
}
