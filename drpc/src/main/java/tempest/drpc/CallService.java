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
 * The Thrift service of callers. A thread of the server submits a call and is free again; the thread that completes the call sends the
 * answer. It never blocks a thread, unless the transport plug-in only knows blocking processors.
 */
final class CallService implements DistributedRPC.AsyncIface, DistributedRPC.Iface {
    private final DrpcRequestQueue requests;
    private final Access access;
    private final DrpcMetrics metrics;

    CallService(DrpcRequestQueue requests, Access access, DrpcMetrics metrics) {
        this.requests = requests;
        this.access = access;
        this.metrics = metrics;
    }

    /** Asynchronous, or blocking for a transport plug-in that only knows that. */
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
        access.checkNamed("execute", function);
        return metrics.counting(requests.submit(function, arguments));
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
            throw DrpcRequestQueue.failure(DRPCExceptionType.SERVER_SHUTDOWN, "the DRPC server is shutting down");
        }
    }
}
