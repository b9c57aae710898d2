// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DRPCRequest;
import org.apache.storm.generated.DistributedRPCInvocations;
import org.apache.storm.security.auth.ThriftClient;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.transport.TTransportException;

/** A topology's connection to a DRPC server. One thread at a time may use it; after a failure it must be reconnected. */
public class DRPCInvocationsClient extends ThriftClient implements DistributedRPCInvocations.Iface {
    /** A server answers at once, or after the moment that it waits for a call to come; one that does not is gone. */
    private static final int ANSWER_MILLIS = 20_000;

    private final String host;
    private final int port;
    private volatile DistributedRPCInvocations.Client client;

    @FunctionalInterface
    private interface Call<T> {
        T on(DistributedRPCInvocations.Client client) throws TException;
    }

    /**
     * @param port that for topologies, {@code drpc.invocations.port}
     */
    public DRPCInvocationsClient(Map<String, Object> conf, String host, int port) throws TTransportException {
        super(conf, ThriftConnectionType.DRPC_INVOCATIONS, host, port, ANSWER_MILLIS);
        this.host = host;
        this.port = port;
        this.client = new DistributedRPCInvocations.Client(protocol);
    }

    public String getHost() {
        return host;
    }

    public int getPort() {
        return port;
    }

    /** Connects again, if it is not connected. */
    public void reconnectClient() throws TException {
        if (client == null) {
            reconnect();
            client = new DistributedRPCInvocations.Client(protocol);
        }
    }

    public boolean isConnected() {
        return client != null;
    }

    private <T> T call(Call<T> call) throws TException {
        DistributedRPCInvocations.Client now = client;
        if (now == null) {
            throw new TException("The connection to DRPC server " + host + ":" + port + " is broken; it must be reconnected");
        }
        try {
            return call.on(now);
        } catch (AuthorizationException e) {
            throw e; // an answer, after which the connection is as good as before
        } catch (TException e) {
            client = null;
            throw e;
        }
    }

    @Override
    public void result(String id, String result) throws TException, AuthorizationException {
        call(c -> {
            c.result(id, result);
            return null;
        });
    }

    @Override
    public DRPCRequest fetchRequest(String functionName) throws TException, AuthorizationException {
        return call(c -> c.fetchRequest(functionName));
    }

    @Override
    public void failRequest(String id) throws TException, AuthorizationException {
        call(c -> {
            c.failRequest(id);
            return null;
        });
    }

    @Override
    public void failRequestV2(String id, DRPCExecutionException e) throws AuthorizationException, TException {
        call(c -> {
            c.failRequestV2(id, e);
            return null;
        });
    }

    /** The Thrift client under this one; null while not connected. */
    public DistributedRPCInvocations.Client getClient() {
        return client;
    }
}
