// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import java.util.Arrays;

/**
 * The short texts in a payload so far, so that a repeated one is a reference of two bytes, and one object at the receiver. Both sides number
 * short texts in the same way, from 0 in each payload; a reference reaches at most {@link ValueTag#REMEMBERED} back. Used by an encoder's
 * thread. It never remembers anything across payloads, so that each payload can be read on its own.
 */
final class StringDictionary {
    private static final int SLOTS = 256;
    /** When new texts exceed repeated ones by this many, remembering is not worthwhile ... */
    private static final int MAX_SCORE = 128;
    /** ... for this many texts. */
    private static final int PAUSE = 2048;

    /** By hash; allocated when a payload is first large enough to benefit. */
    private String[] texts;
    private long[] numbers;
    /** Numbers continue from payload to payload, so that entries of an earlier one are recognized as old. */
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
     * Counts a text that was written in full.
     *
     * @param remember whether later ones may refer to it
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

    /** From a few characters: the text's own hash costs more than an entry here is worth. */
    private static int slot(String text) {
        int length = text.length();
        int hash = (text.charAt(length - 1) * 31 + text.charAt(Math.max(0, length - 2))) * 31 + text.charAt(length >>> 1);
        return (hash * 31 + text.charAt(0) + length) & (SLOTS - 1);
    }

    /** A position to return to with {@link #backTo}. */
    long mark() {
        return next;
    }

    /** Undoes what was added since the mark. */
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
