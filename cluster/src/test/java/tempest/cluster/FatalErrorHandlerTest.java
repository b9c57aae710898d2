// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FatalErrorHandlerTest {
    private final List<Integer> halts = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();
    private final FatalErrorHandler fatal = new FatalErrorHandler("test", halts::add, standardError);

    /** For lack of memory, with a text that nobody may ask for: making one needs memory. */
    private static final class Unspeakable extends OutOfMemoryError {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new AssertionError("somebody wants to log it");
        }
    }

    @Test
    void anErrorInATaskOfAMailboxEndsTheProcessAndNobodyWaitsForItsAnswer() throws Exception {
        Mailbox mailbox = new Mailbox(Clock.system());
        MailboxThread thread = new MailboxThread("owner", mailbox, fatal);
        CompletableFuture<Object> answer = mailbox.call(() -> {
            throw new NoClassDefFoundError("gone");
        });
        CompletableFuture<Object> behind = mailbox.call(() -> "never");
        thread.start();
        Eventually.holds("nobody waits", () -> answer.isCancelled() && behind.isCancelled());
        thread.close();
        assertEquals(List.of(FatalErrorHandler.FATAL_STATUS), halts);
    }

    @Test
    void anExceptionInATaskOfAMailboxIsNotFatal() throws Exception {
        Mailbox mailbox = new Mailbox(Clock.system());
        MailboxThread thread = new MailboxThread("owner", mailbox, fatal);
        thread.start();
        mailbox.execute(() -> {
            throw new IllegalStateException("one task");
        });
        assertEquals("next", mailbox.call(() -> "next").get(60, TimeUnit.SECONDS));
        thread.close();
        assertEquals(List.of(), halts);
    }

    @Test
    void aLackOfMemoryEndsTheProcessBeforeAnythingIsLogged() {
        FatalErrorHandler ending = new FatalErrorHandler("test", status -> {
            halts.add(status);
            throw new ProcessEnds();
        }, standardError);
        assertThrows(ProcessEnds.class, () -> ending.uncaughtException(Thread.currentThread(), new Unspeakable()));
        assertEquals(List.of(FatalErrorHandler.OUT_OF_MEMORY_STATUS), halts);
        assertTrue(standardError.toString().startsWith("java.lang.OutOfMemoryError"), standardError.toString());
    }

    /** What a halt is in this JVM. */
    private static final class ProcessEnds extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aLackOfMemoryIsFoundBehindOtherErrorsAndACircleOfCausesIsNoTrap() {
        fatal.haltIfOutOfMemory(new IllegalStateException("around it", new OutOfMemoryError("heap")));
        assertEquals(List.of(FatalErrorHandler.OUT_OF_MEMORY_STATUS), halts);
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("other", one));
        fatal.haltIfOutOfMemory(one);
        assertEquals(1, halts.size());
    }

    @Test
    void insideAnotherProcessNothingEndsIt() {
        FatalErrorHandler guest = FatalErrorHandler.logging("guest");
        guest.uncaughtException(Thread.currentThread(), new StackOverflowError());
        guest.haltIfOutOfMemory(new OutOfMemoryError("heap"));
        // This test still runs.
    }

    @Test
    void aGuardedTimerOutlivesAnExceptionAndTellsAnError() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        BlockingQueue<String> runs = new LinkedBlockingQueue<>();
        int[] count = new int[1];
        try {
            timer.scheduleWithFixedDelay(fatal.guard(() -> {
                runs.add("run");
                if (count[0]++ == 0) {
                    throw new IllegalStateException("the first fails");
                }
                throw new AssertionError("the second is fatal");
            }), 0, 1, TimeUnit.MILLISECONDS);
            assertEquals("run", runs.poll(60, TimeUnit.SECONDS));
            assertEquals("run", runs.poll(60, TimeUnit.SECONDS));
            Eventually.holds("the error is told", () -> halts.equals(List.of(FatalErrorHandler.FATAL_STATUS)));
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void anErrorOfATimerReachesTheHandlerOfItsThread() throws Exception {
        BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "timer");
            thread.setUncaughtExceptionHandler((from, error) -> told.add(error));
            return thread;
        });
        try {
            timer.schedule(FatalErrorHandler.passingErrorsOn(() -> {
                throw new AssertionError("a timer's error");
            }), 0, TimeUnit.MILLISECONDS);
            assertEquals("a timer's error", told.poll(60, TimeUnit.SECONDS).getMessage());
        } finally {
            timer.shutdownNow();
        }
    }
}
