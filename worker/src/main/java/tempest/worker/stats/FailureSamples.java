// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/** The first trees of a spout's task that failed since somebody looked, so that users see which. The task adds, the reader of figures takes. */
public final class FailureSamples {
    private static final int MOST = 20;
    private static final int MOST_CHARS = 200;

    private final ArrayBlockingQueue<Failure> samples = new ArrayBlockingQueue<>(MOST);

    /** In place of the task that failed a tree: none did, it timed out. */
    public static final int NOBODY = -1;

    /** One failed tree; {@code bolt} is the task that failed it or {@link #NOBODY}. */
    public record Failure(long timeMillis, int bolt, String stream, String messageId, long afterMillis) {
        public boolean timedOut() {
            return bolt == NOBODY;
        }
    }

    /** Adds a failure if there is still room: where thousands fail, a few tell enough. */
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

    /** Takes those added since the last call, some at most. */
    public void drainTo(List<? super Failure> taken, int most) {
        samples.drainTo(taken, most);
    }
}
