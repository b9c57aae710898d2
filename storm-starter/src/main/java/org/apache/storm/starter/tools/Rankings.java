// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The {@code size} items of the highest counts, highest first; items of equal count are in alphabetical order. Not thread-safe. */
public final class Rankings {
    private static final Comparator<Ranked> ORDER =
        Comparator.comparingLong(Ranked::count).reversed().thenComparing(Ranked::item);

    private final int size;
    private final List<Ranked> ranked = new ArrayList<>();

    /** Keeps the best {@code size} items, one or more. */
    public Rankings(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a ranking has 1 place or more, not " + size);
        }
        this.size = size;
    }

    /** Sets an item's count; a count of 0 takes it out. */
    public void update(String item, long count) {
        ranked.removeIf(r -> r.item().equals(item));
        if (count > 0) {
            ranked.add(new Ranked(item, count));
            ranked.sort(ORDER);
            if (ranked.size() > size) {
                ranked.remove(size);
            }
        }
    }

    /** The ranking now, highest first; a copy. */
    public List<Ranked> list() {
        return List.copyOf(ranked);
    }

    /** An item and its count. */
    public record Ranked(String item, long count) {
    }
}
