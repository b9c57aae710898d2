// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;

/**
 * How a command turns into another JVM. Under `bin/storm` the command line is handed to the shell, which replaces itself by
 * it, so that signals, standard input and the exit code are the new JVM's own; elsewhere it runs as a child.
 * Used by the main thread, once.
 */
interface Launcher {
    int launch(List<String> command) throws Exception;

    /** Called once at the end of a command that did not launch anything, or after {@link #launch}. */
    default void conclude(int exitCode) {}

    /** Writes to the file (in fact a file descriptor of the shell) if one was named. */
    static Launcher fromProperty(String handoff) {
        return handoff == null || handoff.isEmpty() ? Launcher::runAsChild : new HandToShell(handoff);
    }

    private static int runAsChild(List<String> command) throws Exception {
        Process child = new ProcessBuilder(command).inheritIO().start();
        Thread stop = new Thread(child::destroy, "stop-child");
        Runtime.getRuntime().addShutdownHook(stop);
        int code = child.waitFor();
        Runtime.getRuntime().removeShutdownHook(stop);
        return code;
    }

    /** NUL-separated words: `exec` and the command line, or `exit` and a code. */
    final class HandToShell implements Launcher {
        private final String path;
        private boolean handed;

        HandToShell(String path) {
            this.path = path;
        }

        @Override
        public int launch(List<String> command) throws IOException {
            try (OutputStream out = new FileOutputStream(path)) {
                write(out, "exec");
                for (String word : command) {
                    write(out, word);
                }
            }
            handed = true;
            return 0;
        }

        @Override
        public void conclude(int exitCode) {
            if (handed) {
                return;
            }
            try (OutputStream out = new FileOutputStream(path)) {
                write(out, "exit");
                write(out, Integer.toString(exitCode));
            } catch (IOException e) {
                System.err.println("storm: cannot tell the shell the exit code: " + e.getMessage());
            }
        }

        private static void write(OutputStream out, String word) throws IOException {
            out.write(word.getBytes(Charset.defaultCharset()));
            out.write(0);
        }
    }
}
