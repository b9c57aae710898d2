// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tempest.cluster.LocalHeartbeat;
import tempest.cluster.WorkerExit;

/** What the tests start in place of a worker: it listens on its port and does as the property {@code mode} says. */
public final class TestWorker {

    private TestWorker() { }

    public static void main(String[] args) throws IOException, InterruptedException {
        String mode = System.getProperty("mode", "normal");
        if (mode.equals("crash")) {
            System.err.println("this worker cannot live");
            System.exit(3);
        }
        if (mode.startsWith("exit-")) {
            System.exit(Integer.parseInt(mode.substring("exit-".length())));
        }
        if (mode.startsWith("halt-")) {
            Runtime.getRuntime().halt(Integer.parseInt(mode.substring("halt-".length())));
        }
        if (mode.equals("explained")) {
            new WorkerExit(false, "System.exit was called by thread words-1").write(Path.of(""));
            System.exit(7);
        }
        if (mode.equals("planned")) {
            new WorkerExit(true, "restart requested").write(Path.of(""));
            System.exit(0);
        }
        if (mode.equals("hungry")) {
            fill();
        }
        if (mode.equals("stubborn")) {
            // A shutdown hook that never ends: only SIGKILL helps.
            CountDownLatch never = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        if (mode.equals("tell")) {
            System.out.println("told " + System.getProperty("my.password"));
        }
        if (mode.equals("parent")) {
            new ProcessBuilder("sleep", "1000").start();
        }
        if (mode.equals("silent")) {
            new CountDownLatch(1).await();
        }
        if (mode.equals("beats")) {
            beat();
        }
        // As WorkerMain: topology, supervisor, supervisor's port, worker's port, worker id.
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[3]))) {
            for (;;) {
                server.accept().close();
            }
        }
    }

    private static void beat() throws IOException {
        LocalHeartbeat.Writer file = LocalHeartbeat.Writer.open(Path.of(""));
        AtomicLong count = new AtomicLong();
        Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(() -> {
            try {
                file.write(new LocalHeartbeat(count.incrementAndGet(), true, "up"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }, 0, 100, TimeUnit.MILLISECONDS);
    }

    /** A worker that catches the error and would live on with a full heap. */
    private static void fill() throws InterruptedException {
        Object[] chain = null;
        try {
            while (true) {
                Object[] next = new Object[1 << 16];
                next[0] = chain;
                chain = next;
            }
        } catch (OutOfMemoryError e) {
            new CountDownLatch(1).await();
        }
    }
}
