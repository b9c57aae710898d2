// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.concurrent.CountDownLatch;

/** A daemon that does nothing but end, as its first argument says; the tests run it as a process. */
public final class EndingDaemon {
    private EndingDaemon() {
    }

    public static void main(String[] args) throws InterruptedException {
        boolean closes = !args[0].equals("stop-badly");
        DaemonProcess.onStop("ending", () -> {
            System.out.println("closed");
            if (!closes) {
                throw new IllegalStateException("it does not close");
            }
        });
        switch (args[0]) {
            case "exit" -> System.exit(Integer.parseInt(args[1]));
            case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(args[1]));
            case "error-in-mailbox" -> {
                Mailbox mailbox = new Mailbox(Clock.system());
                new MailboxThread("owner", mailbox, FatalErrorHandler.halting("ending")).start();
                mailbox.execute(() -> {
                    throw new NoClassDefFoundError("no/such/Class");
                });
            }
            case "error-in-thread" -> new Thread(() -> {
                throw new StackOverflowError("in a thread of its own");
            }, "own").start();
            case "no-memory" -> new Thread(EndingDaemon::fill, "hungry").start();
            default -> System.out.println("ready");
        }
        new CountDownLatch(1).await();
    }

    /** Without an option this ends its thread only; the heap stays full. */
    private static void fill() {
        Object[] chain = null;
        while (true) {
            Object[] next = new Object[1 << 16];
            next[0] = chain;
            chain = next;
        }
    }
}
