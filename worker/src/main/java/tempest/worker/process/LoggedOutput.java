// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what user code prints into log lines. Any thread prints; the {@link PrintStream} around it lets in one at a time. A line
 * is logged when it ends, or when it grows beyond a limit.
 */
public final class LoggedOutput extends OutputStream {
    private static final int LONGEST_LINE = 64 << 10;

    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    /** A logger that prints while it logs must not log that. */
    private boolean logging;

    private LoggedOutput(Consumer<String> log) {
        this.log = log;
    }

    /** Sends this process's standard output and error to its log. Called once, by its main. */
    public static void redirect() {
        Logger out = LoggerFactory.getLogger("STDIO");
        Logger err = LoggerFactory.getLogger("STDERR");
        System.setOut(stream(out::info));
        System.setErr(stream(err::error));
    }

    static PrintStream stream(Consumer<String> log) {
        return new PrintStream(new LoggedOutput(log), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n' || line.size() >= LONGEST_LINE) {
            end();
        }
        if (b != '\n' && b != '\r') {
            line.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (logging) {
            return;
        }
        logging = true;
        try {
            log.accept(text);
        } finally {
            logging = false;
        }
    }
}
