// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Returns results to the DRPC server that the call came from: the first value is the result, the second the spout's return-info. */
public class ReturnResults extends BaseRichBolt {
    static final long serialVersionUID = -774882142710631591L;
    private static final Logger LOG = LoggerFactory.getLogger(ReturnResults.class);
    private static final int ATTEMPTS = 3;

    private transient OutputCollector collector;
    private transient Map<String, Object> conf;
    private transient Map<String, DRPCInvocationsClient> clients;

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.conf = topoConf;
        this.collector = collector;
        this.clients = new HashMap<>();
    }

    @Override
    public void execute(Tuple input) {
        String result = (String) input.getValue(0);
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
            return deliver(local, id, result) == null;
        }
        TException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                failure = deliver(connected(host, port), id, result);
                if (failure == null || failure instanceof AuthorizationException) {
                    break;
                }
            } catch (TException e) {
                failure = e;
            } catch (RuntimeException e) { // how a server that cannot be reached shows
                failure = new TException(e);
            }
        }
        if (failure != null) {
            LOG.error("The result of call {} cannot be returned to DRPC server {}:{}", id, host, port, failure);
        }
        return failure == null;
    }

    private DRPCInvocationsClient connected(String host, int port) throws TException {
        String address = host + ":" + port;
        DRPCInvocationsClient client = clients.get(address);
        if (client == null) {
            client = new DRPCInvocationsClient(conf, host, port);
            clients.put(address, client);
        }
        client.reconnectClient();
        return client;
    }

    private static TException deliver(DistributedRPCInvocations.Iface server, String id, String result) {
        try {
            server.result(id, result);
            return null;
        } catch (TException e) {
            return e;
        }
    }

    @Override
    public void cleanup() {
        clients.values().forEach(DRPCInvocationsClient::close);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // results leave the topology here
    }
}
