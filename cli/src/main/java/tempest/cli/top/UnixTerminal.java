// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The terminal of this process, set up with stty: keys come at once and are not shown, the screen is the alternate one. Main thread, but for the thread
 * that waits for keys and for the hook that closes it when the JVM ends.
 */
public final class UnixTerminal implements TopTerminal {
    private static final String TERMINAL = "/dev/tty";
    private static final int MOST_WAITING = 16;
    private static final int MOST_BYTES = 64;
    private static final int[] USUAL = {80, 24};
    private static final byte[] END = {};

    private final PrintStream out;
    private final String settings;
    private final BlockingQueue<byte[]> pressed = new LinkedBlockingQueue<>(MOST_WAITING);
    private boolean closed;

    private UnixTerminal(PrintStream out, String settings) {
        this.out = out;
        this.settings = settings;
    }

    /**
     * Takes the terminal over until it is closed.
     *
     * @throws IOException if this process has none
     */
    public static UnixTerminal open(PrintStream out) throws IOException {
        UnixTerminal terminal = new UnixTerminal(out, stty("-g"));
        InputStream keys = new FileInputStream(TERMINAL);
        stty("-icanon", "-echo", "min", "1", "time", "0");
        Runtime.getRuntime().addShutdownHook(new Thread(terminal::close, "terminal"));
        out.print("\033[?1049h\033[?25l");
        Thread reader = new Thread(() -> terminal.read(keys), "keys");
        reader.setDaemon(true);
        reader.start();
        return terminal;
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[MOST_BYTES];
        try (in) {
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                pressed.put(Arrays.copyOf(buffer, length));
            }
            pressed.put(END);
        } catch (IOException e) {
            pressed.offer(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String stty(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("stty").redirectInput(new java.io.File(TERMINAL)).redirectErrorStream(true);
        builder.command().addAll(List.of(words));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("stty: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }

    @Override
    public int[] size() {
        try {
            String[] rowsAndColumns = stty("size").split(" ");
            int rows = Integer.parseInt(rowsAndColumns[0]);
            int columns = Integer.parseInt(rowsAndColumns[1]);
            // Some terminals do not tell.
            return rows > 0 && columns > 0 ? new int[] {columns, rows} : USUAL.clone();
        } catch (IOException | RuntimeException e) {
            return USUAL.clone();
        }
    }

    @Override
    public void draw(List<String> lines) {
        out.print("\033[H" + String.join("\033[K\r\n", lines) + "\033[K\033[J");
        out.flush();
    }

    @Override
    public byte[] keys(long millis) throws InterruptedException {
        byte[] bytes = pressed.poll(millis, TimeUnit.MILLISECONDS);
        return bytes == null ? new byte[0] : bytes == END ? null : bytes;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        out.print("\033[?25h\033[?1049l");
        out.flush();
        try {
            stty(settings);
        } catch (IOException e) {
            out.println("the terminal's settings cannot be restored (stty sane does): " + e.getMessage());
        }
    }
}
