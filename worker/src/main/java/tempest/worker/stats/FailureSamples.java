    private static final int MOST = 20;
// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The first trees of a spout's task that failed since the last read, so that users see which. The task adds, the thread that reads statistics
 * drains.
 */
public final class FailureSamples {
    private static final int MOST_CHARS = 200;

    private final ArrayBlockingQueue<Failure> samples = new ArrayBlockingQueue<>(MOST);

    /** Instead of the task that failed a tree: it timed out. */
    public static final int NOBODY = -1;

    /** One failed tree; {@code bolt} is the task that failed it or {@link #NOBODY}. */
    public record Failure(long timeMillis, int bolt, String stream, String messageId, long afterMillis) {
        public boolean timedOut() {
            return bolt == NOBODY;
        }
    }

    /** Adds a failure if there is still capacity: where thousands fail, a few samples are enough. */
    public void add(long timeMillis, int bolt, String stream, Object messageId, long afterMillis) {
        if (samples.remainingCapacity() > 0) {
            samples.offer(new Failure(timeMillis, bolt, stream, text(messageId), afterMillis));
        }
    }

    static String text(Object messageId) {
        String text;
        try {
            text = String.valueOf(messageId);
        } catch (RuntimeException e) {
            text = messageId.getClass().getName() + ", whose toString() fails with " + e;
        }
        return text == null ? "null" : text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
    }

    /** Removes and passes on those added since the last call, up to a limit. */
    public void drainTo(List<? super Failure> taken, int most) {
        samples.drainTo(taken, most);
    }
}
