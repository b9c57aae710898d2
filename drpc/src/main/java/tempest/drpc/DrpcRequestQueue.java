// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DRPCRequest;
import org.apache.storm.utils.WrappedDRPCExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.FatalErrorHandler;

/**
 * The calls of DRPC functions that are not answered yet, in one bounded queue a function. A call waits in its queue until a topology fetches it, and
 * is over when it is answered, failed, timed out, or no topology serves its function. A topology may also wait for the next call. Called by any
 * thread; only {@link #execute} ever blocks one. Futures are completed outside the lock, on the thread that caused it. It never touches the network.
 */
public final class DrpcRequestQueue implements AutoCloseable {
    /** Calls of one function that may wait to be fetched; one more is refused. */
    static final int MOST_WAITING = 10_000;
    /** Characters of arguments, of all calls that wait to be fetched. */
    static final long MOST_WAITING_CHARS = 64L << 20;
    /** Functions known at a time; those that are neither called nor served are forgotten first. */
    static final int MOST_FUNCTIONS = 10_000;
    /** A function whose calls no topology fetched in this time counts as not served. */
    public static final long UNSERVED_MILLIS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(DrpcRequestQueue.class);
    private static final int SHOWN_FUNCTIONS = 10;

    private final long timeoutNanos;
    private final long unservedNanos;
    private final String incarnation;
    private final ScheduledThreadPoolExecutor timer;
    // All below: under this object's lock.
    private final Map<String, FunctionQueue> functions = new HashMap<>();
    private final Map<String, Call> unanswered = new HashMap<>();
    private long lastNumber;
    private long waitingChars;
    private boolean closed;

    /** The calls of one function that are not fetched yet, or else the fetches that wait for one. */
    private static final class FunctionQueue {
        final ArrayDeque<Call> calls = new ArrayDeque<>();
        final ArrayDeque<PendingFetch> fetches = new ArrayDeque<>();
        boolean everFetched;
        long lastFetchNanos;

        boolean isServed(long since) {
            return everFetched && (!fetches.isEmpty() || lastFetchNanos - since >= 0);
        }
    }

    private static final class Call {
        final String id;
        final String function;
        final String arguments;
        final long since = System.nanoTime();
        final CompletableFuture<String> answer = new CompletableFuture<>();
        boolean fetched;
        Future<?> timeout;

        Call(String id, String function, String arguments) {
            this.id = id;
            this.function = function;
            this.arguments = arguments;
        }

        DRPCRequest request() {
            return new DRPCRequest(arguments, id);
        }
    }

    private static final class PendingFetch {
        final CompletableFuture<DRPCRequest> request = new CompletableFuture<>();
        Future<?> timeout;
    }

    /** @param timeoutMillis how long a caller waits at most */
    public DrpcRequestQueue(long timeoutMillis) {
        this(timeoutMillis, UNSERVED_MILLIS, Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
    }

    /**
     * @param unservedMillis how long a call waits for a topology that serves its function
     * @param incarnation starts every call's id, so that a late answer to a call of an earlier server answers nothing here
     */
    public DrpcRequestQueue(long timeoutMillis, long unservedMillis, String incarnation) {
        if (timeoutMillis <= 0) {
            throw new IllegalArgumentException("a request's time-out is " + timeoutMillis + " ms; it must be more than 0");
        }
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        this.unservedNanos = TimeUnit.MILLISECONDS.toNanos(unservedMillis);
        this.incarnation = incarnation;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "drpc-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Submits a call and waits for its answer. Arguments are never null; the answer is what the topology returned. */
    public String execute(String function, String arguments) throws DRPCExecutionException {
        CompletableFuture<String> answer = submit(function, arguments);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw (DRPCExecutionException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(false);
            throw failure(DRPCExceptionType.SERVER_SHUTDOWN, "interrupted while waiting for the function " + function);
        }
    }

    /**
     * Submits a call. The future completes with what the topology returned, or with a {@link DRPCExecutionException}; cancelling it
     * drops the call.
     */
    public CompletableFuture<String> submit(String function, String arguments) {
        if (function == null || function.isEmpty() || arguments == null) {
            return CompletableFuture.failedFuture(failure(DRPCExceptionType.FAILED_REQUEST, "a call needs the name of a function, and arguments"));
        }
        Call call;
        PendingFetch taker;
        synchronized (this) {
            DRPCExecutionException refusal = refusal(function, arguments);
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            FunctionQueue queue = functions.computeIfAbsent(function, f -> new FunctionQueue());
            call = new Call(incarnation + "-" + ++lastNumber, function, arguments);
            unanswered.put(call.id, call);
            taker = queue.fetches.poll();
            if (taker == null) {
                queue.calls.add(call);
                waitingChars += arguments.length();
            } else {
                call.fetched = true;
                taker.timeout.cancel(false);
            }
            Call waits = call;
            call.timeout = timer.schedule(FatalErrorHandler.passingErrorsOn(() -> checkTimeout(waits)), Math.min(timeoutNanos, unservedNanos), TimeUnit.NANOSECONDS);
        }
        if (taker != null) {
            taker.request.complete(call.request());
        }
        Call made = call;
        call.answer.whenComplete((result, failure) -> {
            if (made.answer.isCancelled()) {
                remove(made.id);
            }
        });
        return call.answer;
    }

    /** Whether there is no room for another function, even after those that nobody calls or serves any more were forgotten. */
    private boolean isFull() {
        if (functions.size() >= MOST_FUNCTIONS) {
            long since = System.nanoTime() - unservedNanos;
            functions.values().removeIf(queue -> queue.calls.isEmpty() && !queue.isServed(since));
        }
        return functions.size() >= MOST_FUNCTIONS;
    }

    /** Why a call is refused; null if it is accepted. */
    private DRPCExecutionException refusal(String function, String arguments) {
        if (closed) {
            return shutDown();
        }
        FunctionQueue queue = functions.get(function);
        if (queue == null && isFull()) {
            return failure(DRPCExceptionType.FAILED_REQUEST, "calls of " + MOST_FUNCTIONS + " other functions wait already");
        }
        if (queue != null && queue.calls.size() >= MOST_WAITING || waitingChars + arguments.length() > MOST_WAITING_CHARS) {
            return failure(DRPCExceptionType.FAILED_REQUEST, (queue == null ? 0 : queue.calls.size()) + " calls of the function " + function
                + ", and " + waitingChars + " characters of arguments in all, wait already: no topology fetches them, or not fast enough");
        }
        return null;
    }

    /** The oldest call of {@code function} that is not fetched yet; one with an empty id if there is none. */
    public DRPCRequest fetch(String function) {
        synchronized (this) {
            Call call = poll(function);
            return call == null ? nothing() : call.request();
        }
    }

    /** As {@link #fetch}, but if there is none, waits up to {@code holdMillis} milliseconds for one. It always completes normally. */
    public CompletableFuture<DRPCRequest> fetch(String function, long holdMillis) {
        synchronized (this) {
            Call call = poll(function);
            FunctionQueue queue = functions.get(function);
            if (call != null || queue == null || closed) {
                return CompletableFuture.completedFuture(call == null ? nothing() : call.request());
            }
            PendingFetch fetch = new PendingFetch();
            queue.fetches.add(fetch);
            fetch.timeout = timer.schedule(FatalErrorHandler.passingErrorsOn(() -> expire(queue, fetch)), holdMillis, TimeUnit.MILLISECONDS);
            return fetch.request;
        }
    }

    private void expire(FunctionQueue queue, PendingFetch fetch) {
        boolean waited;
        synchronized (this) {
            waited = queue.fetches.remove(fetch);
            queue.lastFetchNanos = System.nanoTime();
        }
        if (waited) {
            fetch.request.complete(nothing());
        }
    }

    private Call poll(String function) {
        FunctionQueue queue = functions.get(function);
        if (queue == null) {
            if (isFull()) {
                return null;
            }
            queue = new FunctionQueue();
            functions.put(function, queue);
        }
        if (!queue.everFetched) {
            LOG.info("A topology serves the function {}", function);
        }
        queue.everFetched = true;
        queue.lastFetchNanos = System.nanoTime();
        Call call = queue.calls.poll();
        if (call != null) {
            call.fetched = true;
            waitingChars -= call.arguments.length();
        }
        return call;
    }

    /** The function that the call {@code id} is of; null if it is over or never was. */
    public synchronized String functionOf(String id) {
        Call call = unanswered.get(id);
        return call == null ? null : call.function;
    }

    /** Answers the call {@code id}; an answer that comes too late is dropped. */
    public void answer(String id, String result) {
        Call call = remove(id);
        if (call == null) {
            LOG.debug("An answer to {} came too late", id);
        } else if (result == null) {
            call.answer.completeExceptionally(failure(DRPCExceptionType.FAILED_REQUEST, "the topology returned no result"));
        } else {
            call.answer.complete(result);
        }
    }

    /** Fails the call {@code id}; {@code reason} may be null. */
    public void fail(String id, DRPCExecutionException reason) {
        Call call = remove(id);
        if (call != null) {
            call.answer.completeExceptionally(reason != null ? reason
                : failure(DRPCExceptionType.FAILED_REQUEST, "the topology failed the call of the function " + call.function));
        }
    }

    /** Removes a call; null if it is over already. */
    private synchronized Call remove(String id) {
        Call call = unanswered.remove(id);
        if (call == null) {
            return null;
        }
        call.timeout.cancel(false);
        FunctionQueue queue = functions.get(call.function);
        if (!call.fetched && queue != null && queue.calls.remove(call)) {
            waitingChars -= call.arguments.length();
        }
        return call;
    }

    /** A call timed out, or it is time to check whether a topology serves its function. */
    private void checkTimeout(Call call) {
        Supplier<DRPCExecutionException> failure;
        synchronized (this) {
            long now = System.nanoTime();
            FunctionQueue queue = functions.get(call.function);
            boolean served = call.fetched || queue != null && queue.isServed(call.since);
            long left = timeoutNanos - (now - call.since);
            if (left > 0 && served) {
                call.timeout = timer.schedule(FatalErrorHandler.passingErrorsOn(() -> checkTimeout(call)), left, TimeUnit.NANOSECONDS);
                return;
            }
            if (remove(call.id) == null) {
                return;
            }
            failure = () -> timeout(call, served, now - call.since);
        }
        call.answer.completeExceptionally(failure.get());
    }

    private DRPCExecutionException timeout(Call call, boolean served, long nanos) {
        String text = "no answer from the function " + call.function + " within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
        if (!served) {
            List<String> others = served();
            text += ": no topology serves it" + (others.isEmpty() ? ", nor any other function" : "; served are " + String.join(", ", others));
        } else if (!call.fetched) {
            text += "; no topology fetched the call";
        }
        return failure(DRPCExceptionType.SERVER_TIMEOUT, text);
    }

    private synchronized List<String> served() {
        long since = System.nanoTime() - unservedNanos;
        List<String> names = new ArrayList<>();
        functions.forEach((name, queue) -> {
            if (queue.isServed(since)) {
                names.add(name);
            }
        });
        names.sort(null);
        return names.size() <= SHOWN_FUNCTIONS ? names : names.subList(0, SHOWN_FUNCTIONS);
    }

    /** Calls that are neither answered nor failed. */
    public synchronized int unanswered() {
        return unanswered.size();
    }

    /** Ends every wait. */
    @Override
    public void close() {
        List<Call> calls;
        List<PendingFetch> fetches = new ArrayList<>();
        synchronized (this) {
            closed = true;
            calls = new ArrayList<>(unanswered.values());
            unanswered.clear();
            functions.values().forEach(queue -> fetches.addAll(queue.fetches));
            functions.clear();
            waitingChars = 0;
        }
        timer.shutdownNow();
        calls.forEach(call -> call.answer.completeExceptionally(shutDown()));
        fetches.forEach(fetch -> fetch.request.complete(nothing()));
    }

    private static DRPCRequest nothing() {
        return new DRPCRequest("", "");
    }

    private static DRPCExecutionException shutDown() {
        return failure(DRPCExceptionType.SERVER_SHUTDOWN, "the DRPC server is shutting down");
    }

    static DRPCExecutionException failure(DRPCExceptionType type, String message) {
        DRPCExecutionException failure = new WrappedDRPCExecutionException(message);
        failure.set_type(type);
        return failure;
    }
}
