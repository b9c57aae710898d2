// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PendingRootsTest {
    private static final int TASK = 7;

    @Test
    void aTreeCompletesWhenItsLastEdgeIsSettled() {
        PendingRoots roots = new PendingRoots(TASK, 1000, 0);
        int slot = roots.open("m", 2, 5, 0);
        long root = roots.root(slot);
        assertEquals(TASK, RootId.task(root));
        assertEquals(PendingRoots.NONE, roots.apply(root, 0b11));
        assertEquals(PendingRoots.NONE, roots.apply(root, 0b01));
        assertEquals(slot, roots.apply(root, 0b10));
        assertEquals("m", roots.messageId(slot));
        assertEquals(2, roots.stream(slot));
        assertEquals(5, roots.emitted(slot));
    }

    @Test
    void lateAcksForAReusedSlotFindNothing() {
        PendingRoots roots = new PendingRoots(TASK, 1000, 0);
        int slot = roots.open("old", 0, 0, 0);
        long old = roots.root(slot);
        roots.release(slot);
        assertEquals(slot, roots.open("new", 0, 0, 0), "a freed slot is the next to be used");
        assertEquals(PendingRoots.NONE, roots.find(old));
        assertEquals(PendingRoots.NONE, roots.apply(old, 0));
        roots.reset(old, 999);
        assertEquals(slot, roots.expired(1000), "a reset of the old tree must not touch the new one");
    }

    @Test
    void aReleasedRootKeepsNothingAlive() {
        PendingRoots roots = new PendingRoots(TASK, 1000, 0);
        int slot = roots.open("m", 0, 0, 0);
        roots.release(slot);
        assertNull(roots.messageId(slot));
        assertEquals(0, roots.size());
        assertEquals(Long.MAX_VALUE, roots.untilExpiry(0));
    }

    @Test
    void aMillionPendingRootsFitAndTimeOutInOrder() {
        PendingRoots roots = new PendingRoots(TASK, 1000, 0);
        int count = 1_000_000;
        for (int i = 0; i < count; i++) {
            roots.open(i, 0, 0, i);
        }
        assertEquals(count, roots.size());
        assertEquals(PendingRoots.NONE, roots.expired(999));
        for (int i = 0; i < count; i++) {
            int slot = roots.expired(count + 1000L);
            assertEquals(i, roots.messageId(slot));
            roots.release(slot);
        }
        assertEquals(PendingRoots.NONE, roots.expired(Long.MAX_VALUE >> 1));
    }

    @Test
    void rootsWithoutTimeOutNeverExpire() {
        PendingRoots roots = new PendingRoots(TASK, Long.MAX_VALUE, 0);
        roots.open("m", 0, 0, System.nanoTime());
        assertEquals(PendingRoots.NONE, roots.expired(System.nanoTime() + (1L << 60)));
        assertEquals(Long.MAX_VALUE, roots.untilExpiry(0));
    }

    @Test
    void aTaskThatDoesNotFitTheRootIdIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PendingRoots(RootId.MAX_TASK + 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new PendingRoots(0, 1, 0));
    }

    /** Against a plain model: whatever the order of opens, resets, releases and passing time, the same roots expire in the same order. */
    @Test
    void itBehavesLikeAMapWithDeadlines() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PendingRoots roots = new PendingRoots(TASK, 100, 0);
            Map<Long, Long> deadlines = new HashMap<>();
            ArrayDeque<Long> dead = new ArrayDeque<>();
            long now = 0;
            for (int step = 0; step < 3000; step++) {
                now += random.nextInt(3);
                int choice = random.nextInt(10);
                List<Long> open = new ArrayList<>(deadlines.keySet());
                if (choice < 5 || open.isEmpty()) {
                    long root = roots.root(roots.open(step, 0, 0, now));
                    assertTrue(deadlines.put(root, now + 100) == null, "ids of open roots differ");
                } else {
                    long root = open.get(random.nextInt(open.size()));
                    if (choice < 7) {
                        roots.reset(root, now);
                        deadlines.put(root, now + 100);
                    } else if (choice < 9) {
                        roots.release(roots.find(root));
                        deadlines.remove(root);
                        dead.add(root);
                    }
                }
                long present = now;
                long due = deadlines.values().stream().filter(deadline -> deadline <= present).count();
                for (int slot = roots.expired(now); slot != PendingRoots.NONE; slot = roots.expired(now)) {
                    assertTrue(deadlines.remove(roots.root(slot)) <= now);
                    roots.release(slot);
                    due--;
                }
                assertEquals(0, due, "seed " + seed + " step " + step);
                assertEquals(deadlines.size(), roots.size());
            }
            dead.forEach(root -> assertEquals(PendingRoots.NONE, roots.find(root)));
        }
    }

    /** A spout task that is restarted in another worker has the same slots; late acks for its earlier instance must find nothing there. */
    @Test
    void lateAcksForAnEarlierInstanceOfTheTaskFindNothing() {
        SplittableRandom seeds = new SplittableRandom(7);
        for (int life = 0; life < 20; life++) {
            PendingRoots former = new PendingRoots(TASK, 1000, seeds.nextInt());
            PendingRoots present = new PendingRoots(TASK, 1000, seeds.nextInt());
            for (int i = 0; i < 5000; i++) {
                long late = former.root(former.open("former", 0, 0, 0));
                present.open("present", 0, 0, 0);
                assertEquals(PendingRoots.NONE, present.find(late));
            }
        }
    }

    @Test
    void aPostponedRootExpiresAFullTimeoutLater() {
        PendingRoots roots = new PendingRoots(TASK, 1000, 0);
        int before = roots.open("before", 0, 0, 0);
        int first = roots.open("first", 0, 0, 10);
        int second = roots.open("second", 0, 0, 20);
        roots.postpone(10, 500);
        assertEquals(before, roots.expired(1000));
        roots.release(before);
        assertEquals(PendingRoots.NONE, roots.expired(1499));
        assertEquals(1, roots.untilExpiry(1499));
        assertEquals(first, roots.expired(1500));
        roots.release(first);
        assertEquals(second, roots.expired(1500));
    }

    @Test
    void rootsThatNeverExpireAreNotPostponed() {
        PendingRoots roots = new PendingRoots(TASK, Long.MAX_VALUE, 0);
        roots.open("m", 0, 0, 0);
        roots.postpone(0, 5);
        assertEquals(Long.MAX_VALUE, roots.untilExpiry(5));
        assertEquals(PendingRoots.NONE, roots.expired(Long.MAX_VALUE / 4));
    }
}
