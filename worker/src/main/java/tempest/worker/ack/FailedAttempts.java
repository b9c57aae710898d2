// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often bolts have failed each of a spout task's messages, by the messages' {@code equals}; only where topology.dead.letter.after is set. Used
 * only by the spout executor's thread. It knows nothing of time-outs: a message that is slow is not poison.
 *
 * <p>Bounded: the messages whose latest failure is the longest ago are forgotten first, and each after an hour. A message that was forgotten is
 * counted from the beginning.
 */
public final class FailedAttempts {
    static final int MOST_MESSAGES = 100_000;
    static final long KEPT_NANOS = TimeUnit.HOURS.toNanos(1);

    private final int limit;
    /** The one that failed the longest ago first. */
    private final Map<Object, Failed> byMessage = new LinkedHashMap<>();

    private record Failed(int times, long lastNanos) { }

    /** @param limit after how many failures a message is a dead letter, at least 1 */
    public FailedAttempts(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a message is a dead letter after at least 1 failure, not " + limit);
        }
        this.limit = limit;
    }

    /** Whether a message that is emitted now may fail only once more. */
    public boolean isLast(Object messageId) {
        if (limit == 1) {
            return true;
        }
        if (byMessage.isEmpty()) {
            return false;
        }
        Failed failed = byMessage.get(messageId);
        return failed != null && failed.times >= limit - 1;
    }

    /** A bolt has failed it. */
    public void failed(Object messageId, long nowNanos) {
        if (limit == 1) {
            return;
        }
        Failed before = byMessage.remove(messageId);
        byMessage.put(messageId, new Failed(before == null ? 1 : Math.min(limit, before.times + 1), nowNanos));
        for (Iterator<Failed> oldest = byMessage.values().iterator(); oldest.hasNext();) {
            if (nowNanos - oldest.next().lastNanos < KEPT_NANOS && byMessage.size() <= MOST_MESSAGES) {
                break;
            }
            oldest.remove();
        }
    }

    /** It was acked: nothing of it comes again. */
    public void acked(Object messageId) {
        if (!byMessage.isEmpty()) {
            byMessage.remove(messageId);
        }
    }

    int size() {
        return byMessage.size();
    }
}
