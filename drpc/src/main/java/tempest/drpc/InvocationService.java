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
 * The Thrift service of topologies. A topology that asks for a call when there is none is answered a little later, in case one comes: so it need
 * not ask all the time and yet gets a call at once. No thread of the server waits meanwhile.
 */
final class InvocationService implements DistributedRPCInvocations.AsyncIface, DistributedRPCInvocations.Iface {
    /** Short, because a spout of Apache Storm's asks its servers one after the other, and a call goes to a worker that died while it waited. */
    static final long HOLD_MILLIS = 10;

    private final RequestDesk desk;
    private final Access access;
    private final Figures figures;

    InvocationService(RequestDesk desk, Access access, Figures figures) {
        this.desk = desk;
        this.access = access;
        this.figures = figures;
    }

    /** Processes requests in either way. */
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
        figures.fetches.mark();
        access.check("fetchRequest", function);
        return desk.fetch(function);
    }

    @Override
    public void result(String id, String result) throws AuthorizationException {
        figures.results.mark();
        access.check("result", desk.functionOf(id));
        desk.answer(id, result);
    }

    @Override
    public void failRequest(String id) throws AuthorizationException {
        figures.failures.mark();
        access.check("failRequest", desk.functionOf(id));
        desk.fail(id, null);
    }

    @Override
    public void failRequestV2(String id, DRPCExecutionException reason) throws AuthorizationException {
        figures.failures.mark();
        access.check("failRequestV2", desk.functionOf(id));
        desk.fail(id, reason);
    }

    @Override
    public void fetchRequest(String function, AsyncMethodCallback<DRPCRequest> topology) {
        try {
            figures.fetches.mark();
            access.check("fetchRequest", function);
            desk.fetch(function, HOLD_MILLIS).thenAccept(topology::onComplete);
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

    private interface Order {
        void run() throws AuthorizationException;
    }

    private static void answer(AsyncMethodCallback<Void> topology, Order order) {
        try {
            order.run();
        } catch (AuthorizationException e) {
            topology.onError(e);
            return;
        }
        topology.onComplete(null);
    }
}
