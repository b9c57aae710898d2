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

/**
 * Where callers hand in calls of functions, and topologies fetch and answer them. A call waits in the bounded line of its function until a
 * topology fetches it, and is over when it is answered, failed, out of time, or evidently served by nobody. A topology may
 * wait in that line too, for a call to come. Called by any thread, and no thread but that of {@link #execute} ever waits here; what
 * is completed is completed by whoever brought it about, outside the lock. It knows nothing of the network.
 */
public final class RequestDesk implements AutoCloseable {
    /** Calls of one function that may wait to be fetched; one more is refused. */
    static final int MOST_WAITING = 10_000;
    /** Characters of arguments, of all calls that wait to be fetched. */
    static final long MOST_WAITING_CHARS = 64L << 20;
    /** Functions known at a time; those nobody calls or serves are forgotten first. */
    static final int MOST_FUNCTIONS = 10_000;
    /** A call that nobody asked for in this time has nobody who serves it. */
    public static final long UNSERVED_MILLIS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);
    private static final int SHOWN_FUNCTIONS = 10;

    private final long timeoutNanos;
    private final long unservedNanos;
    private final String incarnation;
    private final ScheduledThreadPoolExecutor timer;
    // All below: under this object's lock.
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, Call> unanswered = new HashMap<>();
    private long lastNumber;
    private long waitingChars;
    private boolean closed;

    /** One function's: calls nobody has fetched yet, or else topologies that wait for one. */
    private static final class Line {
        final ArrayDeque<Call> calls = new ArrayDeque<>();
        final ArrayDeque<Fetch> fetches = new ArrayDeque<>();
        boolean asked;
        long askedNanos;

        boolean isServed(long since) {
            return asked && (!fetches.isEmpty() || askedNanos - since >= 0);
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

    private static final class Fetch {
        final CompletableFuture<DRPCRequest> request = new CompletableFuture<>();
        Future<?> timeout;
    }

    /** A desk whose callers wait {@code timeoutMillis} milliseconds at most. */
    public RequestDesk(long timeoutMillis) {
        this(timeoutMillis, UNSERVED_MILLIS, Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
    }

    /**
     * @param unservedMillis how long a call waits for somebody to ask for calls of its function
     * @param incarnation starts every call's id, so that a late answer to a desk before this one answers nothing here
     */
    public RequestDesk(long timeoutMillis, long unservedMillis, String incarnation) {
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

    /** Hands in a call and waits for its answer. Never null arguments; the answer is what the topology returned. */
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
     * Hands in a call. The answer completes with what the topology returned, or with a {@link DRPCExecutionException}; who cancels it gives
     * the call up.
     */
    public CompletableFuture<String> submit(String function, String arguments) {
        if (function == null || function.isEmpty() || arguments == null) {
            return CompletableFuture.failedFuture(failure(DRPCExceptionType.FAILED_REQUEST, "a call needs the name of a function, and arguments"));
        }
        Call call;
        Fetch taker;
        synchronized (this) {
            DRPCExecutionException refusal = refusal(function, arguments);
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            Line line = lines.computeIfAbsent(function, f -> new Line());
            call = new Call(incarnation + "-" + ++lastNumber, function, arguments);
            unanswered.put(call.id, call);
            taker = line.fetches.poll();
            if (taker == null) {
                line.calls.add(call);
                waitingChars += arguments.length();
            } else {
                call.fetched = true;
                taker.timeout.cancel(false);
            }
            Call waits = call;
            call.timeout = timer.schedule(() -> late(waits), Math.min(timeoutNanos, unservedNanos), TimeUnit.NANOSECONDS);
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

    /** Why a call is not taken; null if it is. */
    private DRPCExecutionException refusal(String function, String arguments) {
        if (closed) {
            return shutDown();
        }
        Line line = lines.get(function);
        if (line == null && lines.size() >= MOST_FUNCTIONS) {
            long now = System.nanoTime();
            lines.values().removeIf(l -> l.calls.isEmpty() && !l.isServed(now - unservedNanos));
            if (lines.size() >= MOST_FUNCTIONS) {
                return failure(DRPCExceptionType.FAILED_REQUEST, "calls of " + MOST_FUNCTIONS + " other functions wait already");
            }
        }
        if (line != null && line.calls.size() >= MOST_WAITING || waitingChars + arguments.length() > MOST_WAITING_CHARS) {
            return failure(DRPCExceptionType.FAILED_REQUEST, (line == null ? 0 : line.calls.size()) + " calls of the function " + function
                + ", and " + waitingChars + " characters of arguments in all, wait already: no topology fetches them, or not as fast as they come");
        }
        return null;
    }

    /** The oldest call of {@code function} that nobody has fetched; one with an empty id where there is none. */
    public DRPCRequest fetch(String function) {
        synchronized (this) {
            Call call = poll(function);
            return call == null ? nothing() : call.request();
        }
    }

    /** As {@link #fetch}, but where there is none, waits up to {@code holdMillis} milliseconds for one to come. It always completes normally. */
    public CompletableFuture<DRPCRequest> fetch(String function, long holdMillis) {
        synchronized (this) {
            Call call = poll(function);
            Line line = lines.get(function);
            if (call != null || line == null || closed) {
                return CompletableFuture.completedFuture(call == null ? nothing() : call.request());
            }
            Fetch fetch = new Fetch();
            line.fetches.add(fetch);
            fetch.timeout = timer.schedule(() -> endOf(line, fetch), holdMillis, TimeUnit.MILLISECONDS);
            return fetch.request;
        }
    }

    private void endOf(Line line, Fetch fetch) {
        boolean waited;
        synchronized (this) {
            waited = line.fetches.remove(fetch);
            line.askedNanos = System.nanoTime();
        }
        if (waited) {
            fetch.request.complete(nothing());
        }
    }

    private Call poll(String function) {
        Line line = lines.get(function);
        if (line == null) {
            if (lines.size() >= MOST_FUNCTIONS) {
                return null;
            }
            line = new Line();
            lines.put(function, line);
        }
        if (!line.asked) {
            LOG.info("A topology serves the function {}", function);
        }
        line.asked = true;
        line.askedNanos = System.nanoTime();
        Call call = line.calls.poll();
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

    /** Ends what is known of a call; null if it has ended already. */
    private synchronized Call remove(String id) {
        Call call = unanswered.remove(id);
        if (call == null) {
            return null;
        }
        call.timeout.cancel(false);
        Line line = lines.get(call.function);
        if (!call.fetched && line != null && line.calls.remove(call)) {
            waitingChars -= call.arguments.length();
        }
        return call;
    }

    /** A call is out of time, or it is time to see whether anybody serves its function. */
    private void late(Call call) {
        Supplier<DRPCExecutionException> failure;
        synchronized (this) {
            long now = System.nanoTime();
            Line line = lines.get(call.function);
            boolean served = call.fetched || line != null && line.isServed(call.since);
            long left = timeoutNanos - (now - call.since);
            if (left > 0 && served) {
                call.timeout = timer.schedule(() -> late(call), left, TimeUnit.NANOSECONDS);
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
        lines.forEach((name, line) -> {
            if (line.isServed(since)) {
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
        List<Fetch> fetches = new ArrayList<>();
        synchronized (this) {
            closed = true;
            calls = new ArrayList<>(unanswered.values());
            unanswered.clear();
            lines.values().forEach(line -> fetches.addAll(line.fetches));
            lines.clear();
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
