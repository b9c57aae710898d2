// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.util.concurrent.CompletableFuture;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.async.AsyncMethodCallback;
import org.apache.storm.thrift.protocol.TProtocol;

/**
 * The Thrift service of callers. A thread of the server hands a call in and is free again; who answers the call sends the answer off. It
 * never keeps a thread waiting, unless a transport plug-in can do no other.
 */
final class CallService implements DistributedRPC.AsyncIface, DistributedRPC.Iface {
    private final RequestDesk desk;
    private final Access access;
    private final Figures figures;

    CallService(RequestDesk desk, Access access, Figures figures) {
        this.desk = desk;
        this.access = access;
        this.figures = figures;
    }

    /** Processes requests in either way. */
    static final class Processor extends DistributedRPC.AsyncProcessor<CallService> {
        private final DistributedRPC.Processor<CallService> waiting;

        Processor(CallService service) {
            super(service);
            waiting = new DistributedRPC.Processor<>(service);
        }

        @Override
        public void process(TProtocol input, TProtocol output) throws TException {
            waiting.process(input, output);
        }
    }

    private CompletableFuture<String> call(String function, String arguments) throws AuthorizationException {
        access.check("execute", function);
        return figures.counting(desk.submit(function, arguments));
    }

    @Override
    public void execute(String function, String arguments, AsyncMethodCallback<String> caller) {
        try {
            call(function, arguments).whenComplete((result, failure) -> {
                if (failure == null) {
                    caller.onComplete(result);
                } else {
                    caller.onError((Exception) failure);
                }
            });
        } catch (AuthorizationException e) {
            caller.onError(e);
        }
    }

    @Override
    public String execute(String function, String arguments) throws TException {
        try {
            return call(function, arguments).get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw (DRPCExecutionException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestDesk.failure(DRPCExceptionType.SERVER_SHUTDOWN, "the DRPC server is shutting down");
        }
    }
}
