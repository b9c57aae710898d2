// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches a log for a text, block by block, so that a log of any length needs the same memory. Stateless; any thread. It reads no
 * more than a given number of bytes per call, and returns where it stopped, so that the caller can continue.
 */
final class LogSearch {
    static final int MOST_TEXT = 1024;
    static final int MOST_MATCHES = 1000;
    private static final int CONTEXT = 128;
    private static final int PIECE = 1 << 18;
    private static final long MOST_BYTES = 512L << 20;

    private LogSearch() {
    }

    /** A match with its context. */
    record Match(long offset, String before, String text, String after) {
        Map<String, Object> json(String url) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("byteOffset", offset);
            json.put("beforeString", before);
            json.put("afterString", after);
            json.put("matchString", text);
            json.put("logviewerURL", url);
            return json;
        }
    }

    /**
     * What was found.
     *
     * @param next where to go on, or -1 if the log is at its end
     */
    record Found(List<Match> matches, long next) { }

    /** @param start bytes of the log that are skipped */
    static Found in(Path file, String text, int most, long start) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        List<Match> matches = new ArrayList<>();
        try (InputStream in = LogPart.open(file)) {
            try {
                in.skipNBytes(start);
            } catch (EOFException e) {
                return new Found(matches, -1);
            }
            // Before each piece: enough of the last one for a match across the border and what stands before it.
            int kept = 0;
            byte[] window = new byte[CONTEXT + wanted.length + PIECE + wanted.length + CONTEXT];
            long windowAt = start;
            int from = 0;
            boolean ended = false;
            while (!ended) {
                int read = in.readNBytes(window, kept, window.length - kept);
                int filled = kept + read;
                ended = filled < window.length;
                int last = ended ? filled : filled - wanted.length - CONTEXT;
                int at = indexOf(window, from, filled, wanted);
                while (at >= 0 && at < last) {
                    matches.add(match(window, at, filled, windowAt, wanted.length));
                    if (matches.size() >= most) {
                        return new Found(matches, windowAt + at + wanted.length);
                    }
                    at = indexOf(window, at + wanted.length, filled, wanted);
                }
                if (!ended) {
                    int keepFrom = Math.max(0, last - CONTEXT);
                    from = Math.max(matches.isEmpty() ? 0 : afterLast(matches, windowAt, wanted.length) - keepFrom, last - keepFrom);
                    kept = filled - keepFrom;
                    System.arraycopy(window, keepFrom, window, 0, kept);
                    windowAt += keepFrom;
                    if (windowAt - start > MOST_BYTES) {
                        return new Found(matches, windowAt + from);
                    }
                }
            }
        }
        return new Found(matches, -1);
    }

    private static int afterLast(List<Match> matches, long windowAt, int length) {
        return (int) Math.max(0, matches.get(matches.size() - 1).offset + length - windowAt);
    }

    private static Match match(byte[] window, int at, int filled, long windowAt, int length) {
        int before = Math.max(0, at - CONTEXT);
        int after = Math.min(filled, at + length + CONTEXT);
        return new Match(windowAt + at, text(window, before, at), text(window, at, at + length), text(window, at + length, after));
    }

    private static String text(byte[] window, int from, int to) {
        return new String(window, from, to - from, StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] window, int from, int to, byte[] wanted) {
        for (int i = from; i <= to - wanted.length; i++) {
            if (isAt(window, i, to, wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the text begins there, and ends before {@code to}. */
    static boolean isAt(byte[] window, int at, int to, byte[] wanted) {
        int same = 0;
        while (same < wanted.length && at + same < to && window[at + same] == wanted[same]) {
            same++;
        }
        return same == wanted.length;
    }
}
