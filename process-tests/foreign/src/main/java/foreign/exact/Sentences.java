// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.exact;

import java.util.SplittableRandom;

/** Sentences by number, the same on every call and machine. Any thread. */
public final class Sentences {
    /** Words in a sentence. */
    public static final int WORDS = 5;
    /** Different words there are. */
    public static final int VOCABULARY = 100;

    private Sentences() {
    }

    /** One sentence of a partition. */
    public static String sentence(int partition, long number) {
        SplittableRandom random = new SplittableRandom(partition * 1_000_003L + number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            text.append(i == 0 ? "" : " ").append('w').append(random.nextInt(VOCABULARY));
        }
        return text.toString();
    }
}
