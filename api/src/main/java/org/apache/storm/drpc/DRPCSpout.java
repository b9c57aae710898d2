// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.storm.Config;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.drpc.CallFetcher.Fetched;
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
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ServiceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the calls of one function that DRPC servers took: {@code args} and {@code return-info}. A call that fails in the topology fails for its
 * caller. Each server has a thread of its own that fetches from it, so one that is down holds nothing up.
 */
public class DRPCSpout extends BaseRichSpout {
    private static final long serialVersionUID = 2387848310969237877L;
    private static final Logger LOG = LoggerFactory.getLogger(DRPCSpout.class);
    /** Calls fetched and not yet emitted: few, because another task might serve them sooner. */
    private static final int MOST_FETCHED = 64;
    private static final long STOP_MILLIS = 500;

    private final String function;
    private final String localDrpcId;
    private transient SpoutOutputCollector collector;
    private transient BlockingQueue<Fetched> fetched;
    private transient List<CallFetcher> fetchers;
    private transient List<Thread> threads;
    private transient boolean wanted;

    /** A call, and who fetched it; null for the server in this JVM. */
    private record CallId(String id, CallFetcher from) {
    }

    /** Takes calls from the configured servers; in local mode, from the one in this JVM that clients call, too. */
    public DRPCSpout(String function) {
        this.function = function;
        this.localDrpcId = DRPCClient.getOverrideServiceId();
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
        if (localDrpcId != null) {
            return;
        }
        List<String> all = ObjectReader.getStrings(conf.get(Config.DRPC_SERVERS));
        if (all.isEmpty()) {
            throw new RuntimeException("No DRPC servers configured for topology: " + Config.DRPC_SERVERS + " must name at least one");
        }
        int port = ObjectReader.getInt(conf.get(Config.DRPC_INVOCATIONS_PORT));
        int tasks = context.getComponentTasks(context.getThisComponentId()).size();
        int index = context.getThisTaskIndex();
        fetched = new ArrayBlockingQueue<>(MOST_FETCHED);
        fetchers = new ArrayList<>();
        threads = new ArrayList<>();
        // each server is asked by at least one task; where tasks are fewer, by the one whose turn it is
        for (int i = 0; i < all.size(); i++) {
            if (tasks >= all.size() ? i == index % all.size() : i % tasks == index) {
                CallFetcher fetcher = new CallFetcher(conf, function, all.get(i), port, fetched);
                Thread thread = new Thread(fetcher, "drpc-" + function + "-" + all.get(i));
                thread.setDaemon(true);
                thread.start();
                fetchers.add(fetcher);
                threads.add(thread);
            }
        }
    }

    @Override
    public void deactivate() {
        if (fetchers != null) {
            want(false);
            failFetched();
        }
    }

    /** Callers of what was fetched and will not be emitted need not wait for their time-out. */
    private void failFetched() {
        for (Fetched call = fetched.poll(); call != null; call = fetched.poll()) {
            call.from().fail(call.request().get_request_id());
        }
    }

    private void want(boolean more) {
        wanted = more;
        fetchers.forEach(fetcher -> fetcher.want(more));
    }

    @Override
    public void close() {
        if (fetchers == null) {
            return;
        }
        failFetched();
        fetchers.forEach(CallFetcher::close);
        try {
            for (Thread thread : threads) {
                thread.join(STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void nextTuple() {
        if (localDrpcId != null) {
            fetchHere();
            return;
        }
        if (!wanted) {
            want(true);
        }
        Fetched call = fetched.poll();
        if (call != null) {
            emit(call.request(), call.from().host(), call.from().port(), call.from());
        }
    }

    /** The server in this JVM; null once it is shut down. */
    private DistributedRPCInvocations.Iface localServer() {
        return (DistributedRPCInvocations.Iface) ServiceRegistry.getService(localDrpcId);
    }

    private void fetchHere() {
        DistributedRPCInvocations.Iface server = localServer();
        if (server == null) {
            return;
        }
        try {
            DRPCRequest request = server.fetchRequest(function);
            if (!request.get_request_id().isEmpty()) {
                emit(request, localDrpcId, 0, null);
            }
        } catch (TException e) {
            LOG.warn("Calls of '{}' cannot be fetched from the DRPC server in this JVM", function, e);
        }
    }

    private void emit(DRPCRequest request, String host, int port, CallFetcher from) {
        Map<String, Object> returnInfo = new HashMap<>();
        returnInfo.put("id", request.get_request_id());
        returnInfo.put("host", host);
        returnInfo.put("port", port);
        collector.emit(new Values(request.get_func_args(), JSONValue.toJSONString(returnInfo)), new CallId(request.get_request_id(), from));
    }

    @Override
    public void ack(Object msgId) {
        // the result was returned by ReturnResults
    }

    @Override
    public void fail(Object msgId) {
        CallId call = (CallId) msgId;
        if (call.from != null) {
            call.from.fail(call.id);
            return;
        }
        DistributedRPCInvocations.Iface server = localServer();
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
