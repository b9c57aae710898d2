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

class DrpcRequestQueueTest {
    private static final long LONG_MILLIS = 30_000;

    @Test
    void anAnswerReachesItsCaller() throws Exception {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS)) {
            CompletableFuture<String> one = call(requests, "f", "1");
            DRPCRequest first = fetch(requests, "f");
            CompletableFuture<String> two = call(requests, "f", "2");
            DRPCRequest second = fetch(requests, "f");
            requests.answer(second.get_request_id(), "two");
            requests.answer(first.get_request_id(), "one");
            assertEquals("one", one.get(LONG_MILLIS, TimeUnit.MILLISECONDS));
            assertEquals("two", two.get(LONG_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void aFunctionWithoutRequestsGivesAnEmptyOne() {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS)) {
            assertEquals("", requests.fetch("nobody").get_request_id());
        }
    }

    @Test
    void aCallThatIsNotFetchedTimesOutAndIsRemoved() {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(1)) {
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> requests.execute("f", "x"));
            assertEquals(DRPCExceptionType.SERVER_TIMEOUT, e.get_type());
            // It says how long the call really waited.
            assertTrue(e.get_msg().matches(".* within [1-9]\\d* ms: no topology serves it.*"), e.get_msg());
            assertEquals("", requests.fetch("f").get_request_id());
        }
    }

    @Test
    void aCallOfAFunctionThatIsNotServedFailsLongBeforeTheTimeOut() {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS, 20, "t")) {
            requests.fetch("other");
            long begin = System.nanoTime();
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> requests.execute("f", "x"));
            assertTrue(System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(LONG_MILLIS) / 2);
            assertEquals(DRPCExceptionType.SERVER_TIMEOUT, e.get_type());
            assertTrue(e.get_msg().contains("no topology serves it"), e.get_msg());
            assertEquals(0, requests.unanswered());
        }
    }

    @Test
    void aCallThatWasFetchedMayTakeItsTime() throws Exception {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS, 1000, "t")) {
            CompletableFuture<DRPCRequest> fetch = requests.fetch("f", LONG_MILLIS);
            CompletableFuture<String> call = requests.submit("f", "x");
            DRPCRequest request = fetch.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
            assertThrows(TimeoutException.class, () -> call.get(1500, TimeUnit.MILLISECONDS));
            requests.answer(request.get_request_id(), "late but right");
            assertEquals("late but right", call.get(LONG_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void aWaitingFetchGetsTheNextCallOrNothingAtItsEnd() throws Exception {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS)) {
            assertEquals("", requests.fetch("f", 1).get(LONG_MILLIS, TimeUnit.MILLISECONDS).get_request_id());
            CompletableFuture<DRPCRequest> first = requests.fetch("f", LONG_MILLIS);
            CompletableFuture<DRPCRequest> second = requests.fetch("f", LONG_MILLIS);
            CompletableFuture<String> call = requests.submit("f", "x");
            assertEquals("x", first.get(LONG_MILLIS, TimeUnit.MILLISECONDS).get_func_args());
            assertFalse(second.isDone());
            requests.answer(first.join().get_request_id(), "y");
            assertEquals("y", call.get(LONG_MILLIS, TimeUnit.MILLISECONDS));
            requests.close();
            assertEquals("", second.join().get_request_id());
        }
    }

    @Test
    void aFullQueueRefusesAndSaysSo() {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS)) {
            for (int i = 0; i < DrpcRequestQueue.MOST_WAITING; i++) {
                requests.submit("f", "x");
            }
            DRPCExecutionException e = assertThrows(DRPCExecutionException.class, () -> requests.execute("f", "x"));
            assertEquals(DRPCExceptionType.FAILED_REQUEST, e.get_type());
            assertTrue(e.get_msg().startsWith(DrpcRequestQueue.MOST_WAITING + " calls of the function f"), e.get_msg());
            requests.fetch("f");
            assertFalse(requests.submit("f", "x").isDone());
        }
    }

    @Test
    void namesThatSomebodyMadeUpKeepNoTopologyFromServing() {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS, 0, "now")) {
            for (int i = 0; i < DrpcRequestQueue.MOST_FUNCTIONS; i++) {
                requests.fetch("made up " + i);
            }
            assertFalse(requests.fetch("real", LONG_MILLIS).isDone(), "it waits for a call, since there is room for its function");
        }
    }

    @Test
    void longArgumentsAreBoundedInAll() {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS)) {
            String megabyte = "x".repeat(1 << 20);
            for (long chars = 0; chars < DrpcRequestQueue.MOST_WAITING_CHARS; chars += megabyte.length()) {
                assertFalse(requests.submit("f", megabyte).isDone());
            }
            assertTrue(requests.submit("g", "x").isCompletedExceptionally());
        }
    }

    @Test
    void aCancelledCallIsDropped() {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS)) {
            requests.submit("f", "x").cancel(false);
            assertEquals(0, requests.unanswered());
            assertEquals("", requests.fetch("f").get_request_id());
        }
    }

    @Test
    void anAnswerToACallOfAnEarlierServerAnswersNothing() {
        try (DrpcRequestQueue before = new DrpcRequestQueue(LONG_MILLIS, LONG_MILLIS, "a"); DrpcRequestQueue now = new DrpcRequestQueue(LONG_MILLIS, LONG_MILLIS, "b")) {
            before.submit("f", "x");
            CompletableFuture<String> call = now.submit("f", "x");
            now.answer(before.fetch("f").get_request_id(), "stale");
            assertFalse(call.isDone());
        }
    }

    @Test
    void manyCallersAndManyFetchersLoseAndMixUpNothing() throws Exception {
        int each = 2_000;
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS)) {
            List<Thread> fetchers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                fetchers.add(new Thread(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        DRPCRequest request = requests.fetch("f", 5).join();
                        if (!request.get_request_id().isEmpty()) {
                            requests.answer(request.get_request_id(), request.get_func_args() + "!");
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
                        assertEquals(n + "!", call(requests, "f", Integer.toString(n)).join());
                    }
                }));
            }
            CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(LONG_MILLIS, TimeUnit.MILLISECONDS);
            fetchers.forEach(Thread::interrupt);
            for (Thread fetcher : fetchers) {
                fetcher.join();
            }
            assertEquals(0, requests.unanswered());
        }
    }

    @Test
    void aFailedCallGivesTheCallerTheReason() {
        try (DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS)) {
            CompletableFuture<String> call = call(requests, "f", "x");
            requests.fail(fetch(requests, "f").get_request_id(), new DRPCExecutionException("no such user"));
            Throwable cause = assertThrows(CompletionException.class, call::join).getCause();
            assertEquals("no such user", ((DRPCExecutionException) cause).get_msg());
        }
    }

    @Test
    void closingEndsEveryWait() {
        DrpcRequestQueue requests = new DrpcRequestQueue(LONG_MILLIS);
        CompletableFuture<String> call = call(requests, "f", "x");
        fetch(requests, "f");
        requests.close();
        Throwable cause = assertThrows(CompletionException.class, call::join).getCause();
        assertEquals(DRPCExceptionType.SERVER_SHUTDOWN, ((DRPCExecutionException) cause).get_type());
    }

    private static CompletableFuture<String> call(DrpcRequestQueue requests, String function, String arguments) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return requests.execute(function, arguments);
            } catch (DRPCExecutionException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static DRPCRequest fetch(DrpcRequestQueue requests, String function) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONG_MILLIS);
        while (System.nanoTime() - end < 0) {
            DRPCRequest request = requests.fetch(function);
            if (!request.get_request_id().isEmpty()) {
                return request;
            }
            Thread.yield();
        }
        throw new AssertionError("nothing to fetch");
    }
}
