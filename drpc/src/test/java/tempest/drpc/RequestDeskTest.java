// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
            // It tells how long the call really waited.
            assertTrue(e.get_msg().matches(".* within [1-9]\\d* ms: no topology serves it.*"), e.get_msg());
            assertEquals("", desk.fetch("f").get_request_id());
        }
    }

    @Test
    void a_function_that_nobody_serves_is_told_long_before_the_time_out() {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS, 20, "t")) {
            desk.fetch("other");
            long begin = System.nanoTime();
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> desk.execute("f", "x"));
            assertTrue(System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(LONG_MILLIS) / 2);
            assertEquals(DRPCExceptionType.SERVER_TIMEOUT, e.get_type());
            assertTrue(e.get_msg().contains("no topology serves it"), e.get_msg());
            assertEquals(0, desk.unanswered());
        }
    }

    @Test
    void a_call_that_was_fetched_may_take_its_time() throws Exception {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS, 1000, "t")) {
            CompletableFuture<DRPCRequest> fetch = desk.fetch("f", LONG_MILLIS);
            CompletableFuture<String> call = desk.submit("f", "x");
            DRPCRequest request = fetch.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
            assertThrows(TimeoutException.class, () -> call.get(1500, TimeUnit.MILLISECONDS));
            desk.answer(request.get_request_id(), "late but right");
            assertEquals("late but right", call.get(LONG_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void who_waits_for_a_call_gets_it_when_it_comes_and_nothing_when_none_does() throws Exception {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS)) {
            assertEquals("", desk.fetch("f", 1).get(LONG_MILLIS, TimeUnit.MILLISECONDS).get_request_id());
            CompletableFuture<DRPCRequest> first = desk.fetch("f", LONG_MILLIS);
            CompletableFuture<DRPCRequest> second = desk.fetch("f", LONG_MILLIS);
            CompletableFuture<String> call = desk.submit("f", "x");
            assertEquals("x", first.get(LONG_MILLIS, TimeUnit.MILLISECONDS).get_func_args());
            assertFalse(second.isDone());
            desk.answer(first.join().get_request_id(), "y");
            assertEquals("y", call.get(LONG_MILLIS, TimeUnit.MILLISECONDS));
            desk.close();
            assertEquals("", second.join().get_request_id());
        }
    }

    @Test
    void a_line_that_is_full_refuses_and_says_so() {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS)) {
            for (int i = 0; i < RequestDesk.MOST_WAITING; i++) {
                desk.submit("f", "x");
            }
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> desk.execute("f", "x"));
            assertEquals(DRPCExceptionType.FAILED_REQUEST, e.get_type());
            assertTrue(e.get_msg().startsWith(RequestDesk.MOST_WAITING + " calls of the function f"), e.get_msg());
            desk.fetch("f");
            assertFalse(desk.submit("f", "x").isDone());
        }
    }

    @Test
    void long_arguments_are_bounded_in_all() {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS)) {
            String megabyte = "x".repeat(1 << 20);
            for (long chars = 0; chars < RequestDesk.MOST_WAITING_CHARS; chars += megabyte.length()) {
                assertFalse(desk.submit("f", megabyte).isDone());
            }
            assertTrue(desk.submit("g", "x").isCompletedExceptionally());
        }
    }

    @Test
    void a_call_given_up_is_nobodys() {
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS)) {
            desk.submit("f", "x").cancel(false);
            assertEquals(0, desk.unanswered());
            assertEquals("", desk.fetch("f").get_request_id());
        }
    }

    @Test
    void an_answer_to_a_desk_before_this_one_answers_nothing() {
        try (RequestDesk before = new RequestDesk(LONG_MILLIS, LONG_MILLIS, "a"); RequestDesk now = new RequestDesk(LONG_MILLIS, LONG_MILLIS, "b")) {
            before.submit("f", "x");
            CompletableFuture<String> call = now.submit("f", "x");
            now.answer(before.fetch("f").get_request_id(), "stale");
            assertFalse(call.isDone());
        }
    }

    @Test
    void many_callers_and_many_fetchers_lose_and_mix_up_nothing() throws Exception {
        int each = 2_000;
        try (RequestDesk desk = new RequestDesk(LONG_MILLIS)) {
            List<Thread> fetchers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                fetchers.add(new Thread(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        DRPCRequest request = desk.fetch("f", 5).join();
                        if (!request.get_request_id().isEmpty()) {
                            desk.answer(request.get_request_id(), request.get_func_args() + "!");
                        }
                    }
                }));
            }
            fetchers.forEach(Thread::start);
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int from = i * each;
                callers.add(CompletableFuture.runAsync(() -> {
                    for (int n = from; n < from + each; n++) {
                        assertEquals(n + "!", call(desk, "f", Integer.toString(n)).join());
                    }
                }));
            }
            CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(LONG_MILLIS, TimeUnit.MILLISECONDS);
            fetchers.forEach(Thread::interrupt);
            for (Thread fetcher : fetchers) {
                fetcher.join();
            }
            assertEquals(0, desk.unanswered());
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
