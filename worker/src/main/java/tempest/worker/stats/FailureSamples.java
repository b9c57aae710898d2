// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.Comparator;
import java.util.List;

/**
 * A sample of the trees of a spout's task that failed since the last read, so that users see which. The task adds, the thread that reads statistics
 * drains.
 */
public final class FailureSamples {
    private static final int MOST_CHARS = 200;

    private final RootSample<Failure> samples = new RootSample<>();

    /** Instead of the task that failed a tree: it timed out. */
    public static final int NOBODY = -1;

    /** One failed tree; {@code bolt} is the task that failed it or {@link #NOBODY}. */
    public record Failure(long root, long timeMillis, int bolt, String stream, String messageId, long afterMillis) {
        public boolean timedOut() {
            return bolt == NOBODY;
        }
    }

    /** Adds a failure, or not: where thousands fail, a few samples are enough. */
    public void add(long root, long timeMillis, int bolt, String stream, Object messageId, long afterMillis) {
        if (samples.wants(root)) {
            samples.add(root, new Failure(root, timeMillis, bolt, stream, text(messageId), afterMillis));
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

    /** Removes those added since the last call, and passes on as many as wanted. */
    public void drainTo(List<? super Failure> taken, int most) {
        samples.drain(most).stream().sorted(Comparator.comparingLong(Failure::timeMillis)).forEach(taken::add);
    }
}
