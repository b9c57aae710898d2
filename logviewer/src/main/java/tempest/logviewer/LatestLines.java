// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest lines of a log that contain a text, whole and with their neighbours, the newest first. It reads the log once for where the matches are and
 * once for their lines, so that a text on every line costs no more memory than a rare one. Stateless; any thread.
 */
final class LatestLines {
    /** Longer lines are cut, at this many bytes before and after the text. */
    private static final int MOST_AROUND = 8192;
    private static final int NEIGHBOURS = 2;
    private static final int PIECE = 1 << 18;
    /** Of a longer log only so much of its end is searched; of a compressed one, whose end cannot be reached alone, so much of its beginning. */
    private static final long MOST_BYTES = 512L << 20;

    private LatestLines() { }

    /**
     * A line with the text in it.
     *
     * @param offset of the text, in bytes of the uncompressed log
     */
    record Line(long offset, List<String> before, String text, List<String> after) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("byteOffset", offset);
            json.put("line", text);
            json.put("before", before);
            json.put("after", after);
            return json;
        }
    }

    /** @param most lines at most, 1 or more */
    static List<Line> of(Path file, String text, int most) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        long start = LogPart.isCompressed(file) ? 0 : Math.max(0, Files.size(file) - MOST_BYTES);
        List<Line> lines = new ArrayList<>();
        try (InputStream in = LogPart.open(file)) {
            long at = 0;
            byte[] window = new byte[0];
            for (long offset : offsets(file, wanted, most, start)) {
                long from = Math.max(start, offset - MOST_AROUND);
                // Neighbouring matches share what was read.
                int kept = (int) Math.max(0, at - from);
                byte[] next = new byte[(int) (offset - from) + wanted.length + MOST_AROUND];
                System.arraycopy(window, window.length - kept, next, 0, kept);
                in.skipNBytes(Math.max(0, from - at));
                int filled = kept + in.readNBytes(next, kept, next.length - kept);
                window = filled < next.length ? Arrays.copyOf(next, filled) : next;
                at = from + filled;
                lines.add(line(window, (int) (offset - from), offset));
            }
        } catch (EOFException e) {
            // The log was rolled between the two readings: its later lines are those of another file.
        }
        Collections.reverse(lines);
        return lines;
    }

    /** Where the first match of each of the latest lines is, in order. */
    private static List<Long> offsets(Path file, byte[] wanted, int most, long start) throws IOException {
        ArrayDeque<Long> latest = new ArrayDeque<>();
        try (InputStream in = LogPart.open(file)) {
            in.skipNBytes(start);
            byte[] window = new byte[PIECE + wanted.length];
            long windowAt = start;
            int kept = 0;
            boolean found = false;
            while (true) {
                int filled = kept + in.readNBytes(window, kept, window.length - kept);
                boolean ended = filled < window.length;
                // What begins here may end in the next piece.
                int last = ended ? filled : filled - wanted.length + 1;
                int i = 0;
                for (; i < last; i++) {
                    if (!found && LogSearch.isAt(window, i, filled, wanted)) {
                        found = true;
                        latest.add(windowAt + i);
                        if (latest.size() > most) {
                            latest.removeFirst();
                        }
                    }
                    found &= window[i] != '\n';
                }
                if (ended || windowAt - start > MOST_BYTES) {
                    return List.copyOf(latest);
                }
                kept = filled - i;
                System.arraycopy(window, i, window, 0, kept);
                windowAt += i;
            }
        }
    }

    private static Line line(byte[] window, int at, long offset) {
        String before = new String(window, 0, at, StandardCharsets.UTF_8);
        String text = new String(window, at, window.length - at, StandardCharsets.UTF_8);
        List<String> above = List.of(before.split("\\R", -1));
        List<String> below = List.of(text.split("\\R", -1));
        int size = above.size();
        return new Line(offset, above.subList(Math.max(0, size - 1 - NEIGHBOURS), size - 1), above.get(size - 1) + below.get(0),
            below.subList(1, Math.min(below.size(), 1 + NEIGHBOURS)));
    }
}
