// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Retries a command a few times while Redis is unreachable or starting, and then fails with one line. Called by the task's thread, which
 * it blocks for the pauses and the client's time-outs, and never longer. What Redis refuses for a reason that stays (a wrong password,
 * a key of another type) is not retried.
 */
public final class Attempts {
    private static final long[] PAUSES_MILLIS = {50, 200, 500};
    private static final int MOST = PAUSES_MILLIS.length + 1;
    private static final List<String> PASSING = List.of("LOADING", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", "READONLY");

    private final String where;

    /**
     * @param where the server's name in errors
     */
    public Attempts(String where) {
        this.where = where;
    }

    /**
     * @param what the verb for errors, with its object
     * @param repeatable whether the command may be executed twice: an attempt that failed may still have been applied
     * @throws JedisException with one line that says what failed where, and why
     */
    public <T> T run(String what, boolean repeatable, Supplier<T> command) {
        int most = repeatable ? MOST : 1;
        for (int attempt = 1; ; attempt++) {
            try {
                return command.get();
            } catch (JedisException e) {
                boolean passing = mayPass(e);
                if (!passing || attempt == most || !pause(PAUSES_MILLIS[attempt - 1])) {
                    String times = passing && attempt > 1 ? " in " + attempt + " attempts" : "";
                    throw new JedisException(where + " did not " + what + times + ": " + reason(e), e);
                }
            }
        }
    }

    private static boolean mayPass(JedisException failure) {
        if (failure instanceof JedisConnectionException || failure instanceof JedisClusterOperationException
            || failure instanceof JedisClusterException || failure instanceof JedisBusyException) {
            return true;
        }
        String message = String.valueOf(failure.getMessage());
        return PASSING.stream().anyMatch(message::startsWith);
    }

    /** False if the thread is being stopped. */
    private static boolean pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The root cause of a failure, which the client may have wrapped several times. */
    public static String reason(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable next = below(failure); next != null; next = below(next)) {
            if (next.getMessage() != null) {
                deepest = next;
            }
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    private static Throwable below(Throwable failure) {
        if (failure.getCause() != null) {
            return failure.getCause();
        }
        Throwable[] suppressed = failure.getSuppressed();
        return suppressed.length == 0 ? null : suppressed[suppressed.length - 1];
    }
}
