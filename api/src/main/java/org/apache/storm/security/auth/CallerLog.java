// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs what strangers do wrong: few lines in a time and then their number, each short and without a character that could pass for the beginning of
 * another line. Any thread.
 */
final class CallerLog {
    static final int LINES = 10;
    static final long NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LONGEST = 300;

    private final Logger log;
    private final LongSupplier nanoTime;
    private long since;
    private int lines;
    private long left;

    CallerLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** One line, or none if there were many. */
    void warn(String message) {
        long skipped = 0;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - since >= NANOS) {
                since = now;
                lines = 0;
                skipped = left;
                left = 0;
            }
            if (++lines > LINES) {
                left++;
                return;
            }
        }
        if (skipped > 0) {
            log.warn("{} more like these", skipped);
        }
        log.warn("{}", line(message));
    }

    /** A text in one bounded line: control characters are escaped. */
    static String line(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "... (" + text.length() + " characters)" : text;
        StringBuilder line = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (Character.isISOControl(c) || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR || type == Character.FORMAT) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
