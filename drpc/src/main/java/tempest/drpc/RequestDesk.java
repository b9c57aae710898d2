// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DRPCRequest;

/**
 * Where callers hand in requests and topologies fetch and answer them. A request waits in a bounded queue of its function until
 * it is fetched, and its caller until it is answered, failed, or out of time. Called by any thread; a caller's thread blocks in
 * {@link #execute}, a topology's never does. It knows nothing of the network.
 */
public final class RequestDesk implements AutoCloseable {
    /** Requests of one function that may wait to be fetched; one more is refused. */
    static final int MOST_WAITING = 10_000;

    private final long timeoutMillis;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<String, BlockingQueue<Pending>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Pending> unanswered = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private static final class Pending {
        final DRPCRequest request;
        final CompletableFuture<String> answer = new CompletableFuture<>();

        Pending(DRPCRequest request) {
            this.request = request;
        }
    }

    /** A desk whose callers wait {@code timeoutMillis} milliseconds at most. */
    public RequestDesk(long timeoutMillis) {
        if (timeoutMillis <= 0) {
            throw new IllegalArgumentException("a request's time-out is " + timeoutMillis + " ms; it must be more than 0");
        }
        this.timeoutMillis = timeoutMillis;
    }

    /** Hands in a request and waits for its answer. Never null arguments; the answer is what the topology returned. */
    public String execute(String function, String arguments) throws DRPCExecutionException {
        if (closed) {
            throw failure(DRPCExceptionType.SERVER_SHUTDOWN, "the DRPC server is shutting down");
        }
        String id = Long.toString(lastId.incrementAndGet());
        Pending pending = new Pending(new DRPCRequest(arguments, id));
        BlockingQueue<Pending> queue = queue(function);
        unanswered.put(id, pending);
        try {
            if (!queue.offer(pending)) {
                throw failure(DRPCExceptionType.FAILED_REQUEST,
                    MOST_WAITING + " requests wait for the function " + function + " already; is a topology serving it?");
            }
            return pending.answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            boolean unfetched = queue.remove(pending);
            throw failure(DRPCExceptionType.SERVER_TIMEOUT, "no answer from the function " + function + " within " + timeoutMillis
                + " ms" + (unfetched ? "; no topology fetched the request" : ""));
        } catch (ExecutionException e) {
            throw (DRPCExecutionException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(DRPCExceptionType.SERVER_SHUTDOWN, "interrupted while waiting for the function " + function);
        } finally {
            unanswered.remove(id);
        }
    }

    /** The oldest request of {@code function} that nobody has fetched; one with an empty id where there is none. */
    public DRPCRequest fetch(String function) {
        BlockingQueue<Pending> queue = waiting.get(function);
        Pending pending = queue == null ? null : queue.poll();
        return pending == null ? new DRPCRequest("", "") : pending.request;
    }

    /** Answers the request {@code id}; an answer that comes too late is dropped. */
    public void answer(String id, String result) {
        Pending pending = unanswered.get(id);
        if (pending != null) {
            pending.answer.complete(result);
        }
    }

    /** Fails the request {@code id}; {@code reason} may be null. */
    public void fail(String id, DRPCExecutionException reason) {
        Pending pending = unanswered.get(id);
        if (pending != null) {
            pending.answer.completeExceptionally(
                reason != null ? reason : failure(DRPCExceptionType.FAILED_REQUEST, "the topology failed the request"));
        }
    }

    /** Ends every wait. */
    @Override
    public void close() {
        closed = true;
        unanswered.values().forEach(p -> p.answer.completeExceptionally(
            failure(DRPCExceptionType.SERVER_SHUTDOWN, "the DRPC server is shutting down")));
    }

    private BlockingQueue<Pending> queue(String function) {
        return waiting.computeIfAbsent(function, f -> new ArrayBlockingQueue<>(MOST_WAITING));
    }

    private static DRPCExecutionException failure(DRPCExceptionType type, String message) {
        DRPCExecutionException failure = new DRPCExecutionException(message);
        failure.set_type(type);
        return failure;
    }
}
