// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final ManualClock clock = new ManualClock();
    private final Mailbox mailbox = new Mailbox(clock);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInOrderAndOnlyWhenTheOwnerWorks() {
        mailbox.execute(() -> ran.add("a"));
        mailbox.execute(() -> ran.add("b"));
        assertEquals(List.of(), ran);
        assertEquals(2, mailbox.doWork());
        assertEquals(List.of("a", "b"), ran);
    }

    @Test
    void timersFireInOrderOfTheirTimeAndNotBefore() {
        mailbox.after(200, () -> ran.add("late"));
        mailbox.after(100, () -> ran.add("early"));
        Mailbox.Timer cancelled = mailbox.after(100, () -> ran.add("never"));
        cancelled.cancel();
        clock.advance(99, TimeUnit.MILLISECONDS);
        mailbox.doWork();
        assertEquals(List.of(), ran);
        clock.advance(200, TimeUnit.MILLISECONDS);
        mailbox.doWork();
        assertEquals(List.of("early", "late"), ran);
    }

    @Test
    void aPeriodicTimerFiresOnceAfterALongPause() {
        mailbox.every(10, () -> ran.add("tick"));
        clock.advance(1, TimeUnit.SECONDS);
        mailbox.doWork();
        assertEquals(List.of("tick"), ran);
        clock.advance(10, TimeUnit.MILLISECONDS);
        mailbox.doWork();
        assertEquals(2, ran.size());
        assertThrows(IllegalArgumentException.class, () -> mailbox.every(0, () -> { }));
    }

    @Test
    void aFailingTaskStopsNeitherTheNextNorTheAsker() {
        mailbox.execute(() -> { throw new IllegalStateException("broken"); });
        CompletableFuture<String> failing = mailbox.call(() -> { throw new IOException("no"); });
        CompletableFuture<String> fine = mailbox.call(() -> "yes");
        mailbox.doWork();
        assertEquals("yes", fine.join());
        assertEquals("no", assertThrows(CompletionException.class, failing::join).getCause().getMessage());
    }

    @Test
    void whoAsksAClosedMailboxIsNotKeptWaiting() {
        CompletableFuture<String> before = mailbox.call(() -> "never");
        mailbox.close();
        assertTrue(before.isCancelled());
        assertTrue(mailbox.call(() -> "never").isCancelled());
        mailbox.execute(() -> ran.add("never"));
        mailbox.doWork();
        assertEquals(List.of(), ran);
    }

    @Test
    void aThreadOfItsOwnRunsTimersOfASimulatedClock() throws Exception {
        MailboxThread thread = new MailboxThread("test-owner", mailbox, FatalErrorHandler.logging("test"));
        thread.start();
        try {
            mailbox.call(() -> mailbox.after(60_000, () -> ran.add("due"))).get(60, TimeUnit.SECONDS);
            clock.advance(61, TimeUnit.SECONDS);
            Eventually.holds("the timer fires", () -> mailbox.call(() -> ran.size() == 1).get(60, TimeUnit.SECONDS));
        } finally {
            thread.close();
        }
    }
}
