// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.storm.drpc.DRPCInvocationsClient;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DRPCRequest;
import org.apache.storm.thrift.TException;

/** Serves a function over the wire as a topology does: fetches, applies, answers, on a thread of its own until closed. */
final class FunctionServer implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;
    private volatile Exception failure;

    FunctionServer(Map<String, Object> conf, int port, String name, UnaryOperator<String> function) {
        thread = new Thread(() -> {
            try (DRPCInvocationsClient server = new DRPCInvocationsClient(conf, "localhost", port)) {
                while (!closed) {
                    serve(server, name, function);
                }
            } catch (Exception e) {
                failure = e;
            }
        }, "serves-" + name);
        thread.start();
    }

    private static void serve(DRPCInvocationsClient server, String name, UnaryOperator<String> function) throws TException {
        DRPCRequest request = server.fetchRequest(name);
        if (request.get_request_id().isEmpty()) {
            return;
        }
        try {
            server.result(request.get_request_id(), function.apply(request.get_func_args()));
        } catch (IllegalArgumentException e) {
            server.failRequestV2(request.get_request_id(), new DRPCExecutionException(e.getMessage()));
        }
    }

    @Override
    public void close() throws Exception {
        closed = true;
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }
}
