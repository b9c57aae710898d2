// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import java.util.Arrays;

/**
 * The short texts that a payload holds so far, so that one that comes again is a reference of two bytes, and one object at the
 * receiver. Both sides number short texts alike, from 0 in each payload; a reference reaches {@link ValueTag#REMEMBERED} back at most. Used by an
 * encoder's thread. It never remembers anything across payloads, so that each payload can be read on its own.
 */
final class StringDictionary {
    private static final int SLOTS = 256;
    /** So many more texts that were new than that came again, and remembering them is not worth while ... */
    private static final int MAX_SCORE = 128;
    /** ... for so many. */
    private static final int PAUSE = 2048;

    /** By hash; made when a payload is first large enough for it to pay. */
    private String[] texts;
    private long[] numbers;
    /** Numbers go on from payload to payload, so that what an earlier one left is seen to be old. */
    private long next;
    private long payloadStart;
    private long validFrom;
    private int score;
    private int pause;

    /** The reference to an earlier occurrence, or -1. */
    int find(String text) {
        if (pause > 0 || texts == null) {
            return -1;
        }
        int slot = slot(text);
        long number = numbers[slot];
        if (number >= validFrom && next - number <= ValueTag.REMEMBERED && text.equals(texts[slot])) {
            score = Math.min(MAX_SCORE, score + 1);
            return (int) (number - payloadStart) & (ValueTag.REMEMBERED - 1);
        }
        return -1;
    }

    /**
     * Counts a text that was written out.
     *
     * @param remember whether it may be looked for
     */
    void written(String text, boolean remember) {
        if (!remember) {
            next++;
            return;
        }
        if (pause > 0) {
            pause--;
            next++;
            return;
        }
        if (texts == null) {
            texts = new String[SLOTS];
            numbers = new long[SLOTS];
            Arrays.fill(numbers, -1);
        }
        int slot = slot(text);
        texts[slot] = text;
        numbers[slot] = next++;
        if (--score < -MAX_SCORE) {
            score = 0;
            pause = PAUSE;
        }
    }

    /** From a few characters: a text's own hash costs more than its place here is worth. */
    private static int slot(String text) {
        int length = text.length();
        int hash = (text.charAt(length - 1) * 31 + text.charAt(Math.max(0, length - 2))) * 31 + text.charAt(length >>> 1);
        return (hash * 31 + text.charAt(0) + length) & (SLOTS - 1);
    }

    /** Where to come back to by {@link #backTo}. */
    long mark() {
        return next;
    }

    /** What was written since the mark is taken back. */
    void backTo(long mark) {
        if (mark != next) {
            next = mark;
            validFrom = mark;
            texts = null;
        }
    }

    void newPayload() {
        payloadStart = next;
        validFrom = next;
    }
}
