// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.generated.DistributedRPCInvocations;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.protocol.TProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.layered.TFramedTransport;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tempest.cluster.PortFuzz;

/** Whatever bytes come to the ports of a DRPC server, it goes on, and its caller is answered or gone. */
@Timeout(3600)
class DrpcPortsFuzzTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String LONG = "x".repeat(3000);
    private DrpcServer server;

    @BeforeEach
    void start() {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        for (String key : List.of("drpc.port", "drpc.invocations.port", "drpc.http.port")) {
            conf.put(key, 0);
        }
        // Nobody serves the functions: a call that is let in would wait.
        conf.put("drpc.authorizer", "org.apache.storm.security.auth.authorizer.DenyAuthorizer");
        server = new DrpcServer(conf);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private interface Request {
        void make(TProtocol protocol) throws TException;
    }

    private static void request(int port, Request request) throws TException {
        try (TTransport transport = new TFramedTransport(new TSocket("127.0.0.1", port, PATIENCE_MILLIS))) {
            transport.open();
            try {
                request.make(new TBinaryProtocol(transport));
            } catch (TException e) {
                assertTrue(transport.isOpen(), () -> "it is refused, not cut off: " + e);
            }
        }
    }

    private static void holds(PortFuzz fuzz, int clients, UnaryOperator<byte[]> repair) throws Exception {
        assertEquals(clients, fuzz.repeat(repair).answered(), "unchanged, all are read and answered");
        PortFuzz.Outcome outcome = fuzz.run(repair);
        assertEquals(List.of(), outcome.silent());
        assertTrue(outcome.answered() > outcome.sessions() / 20, () -> "too few are understood: " + outcome);
        assertEquals(clients, fuzz.repeat(repair).answered(), "it goes on");
    }

    @Test
    void changedCallsByThriftCostNobodyElseAnything() throws Exception {
        holds(new PortFuzz(server.port())
            .learn(port -> request(port, protocol -> new DistributedRPC.Client(protocol).execute("function", "some arguments")))
            .learn(port -> request(port, protocol -> new DistributedRPC.Client(protocol).execute("other", LONG))), 2, PortFuzz::withLength);
    }

    @Test
    void changedAnswersOfTopologiesCostNobodyElseAnything() throws Exception {
        DRPCExecutionException reason = new DRPCExecutionException("it failed");
        reason.set_type(DRPCExceptionType.FAILED_REQUEST);
        holds(new PortFuzz(server.invocationsPort())
            .learn(port -> request(port, protocol -> new DistributedRPCInvocations.Client(protocol).fetchRequest("function")))
            .learn(port -> request(port, protocol -> new DistributedRPCInvocations.Client(protocol).result("1", LONG)))
            .learn(port -> request(port, protocol -> new DistributedRPCInvocations.Client(protocol).failRequestV2("1", reason))), 3, PortFuzz::withLength);
    }

    @Test
    void changedCallsByHttpCostNobodyElseAnything() throws Exception {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        holds(new PortFuzz(server.httpPort())
            .learn(port -> http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/drpc/function/some%20arguments"))
                .build(), HttpResponse.BodyHandlers.ofString()))
            .learn(port -> http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/drpc/other"))
                .POST(HttpRequest.BodyPublishers.ofString(LONG)).build(), HttpResponse.BodyHandlers.ofString())), 2, UnaryOperator.identity());
    }
}
