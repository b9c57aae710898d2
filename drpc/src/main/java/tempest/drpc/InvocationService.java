// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DRPCRequest;
import org.apache.storm.generated.DistributedRPCInvocations;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.async.AsyncMethodCallback;
import org.apache.storm.thrift.protocol.TProtocol;

/**
 * The Thrift service of topologies. A fetch that finds no call is answered a little later, or at once when a call arrives: so a topology
 * need not poll at a high rate and yet gets a call at once. No thread of the server waits meanwhile.
 */
final class InvocationService implements DistributedRPCInvocations.AsyncIface, DistributedRPCInvocations.Iface {
    /** Short, because Apache Storm's spout polls its servers one after the other, and a worker that dies while its fetch is held takes a call with it. */
    static final long HOLD_MILLIS = 10;

    private final DrpcRequestQueue requests;
    private final Access access;
    private final DrpcMetrics metrics;

    InvocationService(DrpcRequestQueue requests, Access access, DrpcMetrics metrics) {
        this.requests = requests;
        this.access = access;
        this.metrics = metrics;
    }

    /** Asynchronous, or blocking for a transport plug-in that only knows that. */
    static final class Processor extends DistributedRPCInvocations.AsyncProcessor<InvocationService> {
        private final DistributedRPCInvocations.Processor<InvocationService> waiting;

        Processor(InvocationService service) {
            super(service);
            waiting = new DistributedRPCInvocations.Processor<>(service);
        }

        @Override
        public void process(TProtocol input, TProtocol output) throws TException {
            waiting.process(input, output);
        }
    }

    @Override
    public DRPCRequest fetchRequest(String function) throws AuthorizationException {
        metrics.fetches.mark();
        access.checkNamed("fetchRequest", function);
        return requests.fetch(function);
    }

    @Override
    public void result(String id, String result) throws AuthorizationException {
        metrics.results.mark();
        access.check("result", requests.functionOf(id));
        requests.answer(id, result);
    }

    @Override
    public void failRequest(String id) throws AuthorizationException {
        metrics.failures.mark();
        access.check("failRequest", requests.functionOf(id));
        requests.fail(id, null);
    }

    @Override
    public void failRequestV2(String id, DRPCExecutionException reason) throws AuthorizationException {
        metrics.failures.mark();
        access.check("failRequestV2", requests.functionOf(id));
        requests.fail(id, reason);
    }

    @Override
    public void fetchRequest(String function, AsyncMethodCallback<DRPCRequest> topology) {
        try {
            metrics.fetches.mark();
            access.checkNamed("fetchRequest", function);
            requests.fetch(function, HOLD_MILLIS).thenAccept(topology::onComplete);
        } catch (AuthorizationException e) {
            topology.onError(e);
        }
    }

    @Override
    public void result(String id, String result, AsyncMethodCallback<Void> topology) {
        answer(topology, () -> result(id, result));
    }

    @Override
    public void failRequest(String id, AsyncMethodCallback<Void> topology) {
        answer(topology, () -> failRequest(id));
    }

    @Override
    public void failRequestV2(String id, DRPCExecutionException reason, AsyncMethodCallback<Void> topology) {
        answer(topology, () -> failRequestV2(id, reason));
    }

    private interface Call {
        void run() throws AuthorizationException;
    }

    private static void answer(AsyncMethodCallback<Void> topology, Call call) {
        try {
            call.run();
        } catch (AuthorizationException e) {
            topology.onError(e);
            return;
        }
        topology.onComplete(null);
    }
}
