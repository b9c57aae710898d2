// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;

/** What the tests start in place of a worker: it listens on its port and does as the property {@code mode} says. */
public final class TestWorker {

    private TestWorker() { }

    public static void main(String[] args) throws IOException, InterruptedException {
        String mode = System.getProperty("mode", "normal");
        if (mode.equals("crash")) {
            System.err.println("this worker cannot live");
            System.exit(3);
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
        if (mode.equals("parent")) {
            new ProcessBuilder("sleep", "1000").start();
        }
        if (mode.equals("silent")) {
            new CountDownLatch(1).await();
        }
        // As WorkerMain: topology, supervisor, supervisor's port, worker's port, worker id.
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[3]))) {
            for (;;) {
                server.accept().close();
            }
        }
    }
}
