// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DRPCRequest;
import org.junit.jupiter.api.Test;

class RequestDeskTest {
    private static final long LONG_MILLIS = 30_000;

    @Test
    void an_answer_reaches_the_caller_that_asked() throws Exception {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS)) {
            CompletableFuture<String> one = call(desk, "f", "1");
            DRPCRequest first = fetch(desk, "f");
            CompletableFuture<String> two = call(desk, "f", "2");
            DRPCRequest second = fetch(desk, "f");
            desk.answer(second.get_request_id(), "two");
            desk.answer(first.get_request_id(), "one");
            assertEquals("one", one.get(LONG_MILLIS, TimeUnit.MILLISECONDS));
            assertEquals("two", two.get(LONG_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void a_function_without_requests_gives_an_empty_one() {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS)) {
            assertEquals("", desk.fetch("nobody").get_request_id());
        }
    }

    @Test
    void a_request_that_nobody_fetches_times_out_and_is_gone() {
        try (RequestDesk desk = new RequestDesk(1)) {
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> desk.execute("f", "x"));
            assertEquals(DRPCExceptionType.SERVER_TIMEOUT, e.get_type());
            assertTrue(e.get_msg().contains("no topology fetched"), e.get_msg());
            assertEquals("", desk.fetch("f").get_request_id());
        }
    }

    @Test
    void a_failed_request_tells_the_caller_why() {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS)) {
            CompletableFuture<String> call = call(desk, "f", "x");
            desk.fail(fetch(desk, "f").get_request_id(), new DRPCExecutionException("no such user"));
            Throwable cause = assertThrows(CompletionException.class, call::join).getCause();
            assertEquals("no such user", ((DRPCExecutionException) cause).get_msg());
        }
    }

    @Test
    void closing_ends_every_wait() {
        RequestDesk desk = new RequestDesk(LONG_MILLIS);
        CompletableFuture<String> call = call(desk, "f", "x");
        fetch(desk, "f");
        desk.close();
        Throwable cause = assertThrows(CompletionException.class, call::join).getCause();
        assertEquals(DRPCExceptionType.SERVER_SHUTDOWN, ((DRPCExecutionException) cause).get_type());
    }

    private static CompletableFuture<String> call(RequestDesk desk, String function, String arguments) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return desk.execute(function, arguments);
            } catch (DRPCExecutionException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static DRPCRequest fetch(RequestDesk desk, String function) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONG_MILLIS);
        while (System.nanoTime() - end < 0) {
            DRPCRequest request = desk.fetch(function);
            if (!request.get_request_id().isEmpty()) {
                return request;
            }
            Thread.yield();
        }
        throw new AssertionError("nothing to fetch");
    }
}
