// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DRPCRequest;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ServiceRegistry;
import org.apache.storm.utils.Utils;
import tempest.drpc.DrpcRequestQueue;

/** A DRPC server in this JVM, for topologies of a {@link LocalCluster}. Any thread may call it. */
public class LocalDRPC implements ILocalDRPC {
    private static final int DEFAULT_TIMEOUT_SECS = 600;

    private final DrpcRequestQueue requests;
    private final String serviceId;

    /** Opens it, with the default configuration's {@code drpc.request.timeout.secs}. */
    public LocalDRPC() {
        int seconds = ObjectReader.getInt(Utils.readDefaultConfig().get(DaemonConfig.DRPC_REQUEST_TIMEOUT_SECS), DEFAULT_TIMEOUT_SECS);
        requests = new DrpcRequestQueue(1000L * seconds);
        serviceId = ServiceRegistry.registerService(this);
    }

    @Override
    public String getServiceId() {
        return serviceId;
    }

    @Override
    public String execute(String functionName, String funcArgs) throws DRPCExecutionException, AuthorizationException, TException {
        return requests.execute(functionName, funcArgs);
    }

    @Override
    public DRPCRequest fetchRequest(String functionName) throws AuthorizationException, TException {
        return requests.fetch(functionName);
    }

    @Override
    public void result(String id, String result) throws AuthorizationException, TException {
        requests.answer(id, result);
    }

    @Override
    public void failRequest(String id) throws AuthorizationException, TException {
        requests.fail(id, null);
    }

    @Override
    public void failRequestV2(String id, DRPCExecutionException e) throws AuthorizationException, TException {
        requests.fail(id, e);
    }

    @Override
    public void close() {
        ServiceRegistry.unregisterService(serviceId);
        requests.close();
    }

    @Override
    public void shutdown() {
        close();
    }
}
