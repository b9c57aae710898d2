// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.query;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.storm.thrift.TException;
import tempest.cluster.Clock;
import tempest.cluster.NimbusRpc;

/**
 * Caches Nimbus's answers for a second, shared by all users of the UI; of concurrent requests for the same answer one calls Nimbus and the
 * others wait for it. A failure is cached for a shorter time, so that a Nimbus that hangs does not hold every request for a time-out. Any thread.
 */
public final class NimbusCache {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FAILED_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int MOST_ANSWERS = 256;

    private final NimbusRpc nimbus;
    private final Clock clock;
    private final ConcurrentHashMap<String, Answer> answers = new ConcurrentHashMap<>();

    private static final class Answer {
        private final CompletableFuture<Object> value = new CompletableFuture<>();
        private volatile long doneNanos;

        boolean stale(long now) {
            return value.isDone() && now - doneNanos > (value.isCompletedExceptionally() ? FAILED_NANOS : FRESH_NANOS);
        }
    }

    public NimbusCache(NimbusRpc nimbus, Clock clock) {
        this.nimbus = nimbus;
        this.clock = clock;
    }

    /**
     * An answer at most a second old.
     *
     * @param key the same for calls that may share an answer
     */
    @SuppressWarnings("unchecked")
    public <T> T cached(String key, NimbusRpc.Call<T> call) throws TException {
        long now = clock.nanoTime();
        Answer mine = new Answer();
        Answer answer = answers.compute(key, (k, known) -> known == null || known.stale(now) ? mine : known);
        if (answer == mine) {
            try {
                mine.value.complete(nimbus.call(call));
            } catch (TException | RuntimeException e) {
                mine.value.completeExceptionally(e);
            } finally {
                mine.doneNanos = clock.nanoTime();
                bound();
            }
        }
        try {
            return (T) answer.value.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TException cause) {
                throw cause;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private void bound() {
        if (answers.size() > MOST_ANSWERS) {
            long now = clock.nanoTime();
            answers.values().removeIf(answer -> answer.stale(now));
        }
        if (answers.size() > MOST_ANSWERS) {
            answers.values().removeIf(answer -> answer.value.isDone());
        }
    }

    /** Makes a call that changes something; later queries see its effect. */
    public void command(NimbusRpc.VoidCall command) throws TException {
        try {
            nimbus.run(command);
        } finally {
            answers.clear();
        }
    }
}
