// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shares things out so that no two shares differ by more than one. Pure functions, called by any thread; never touches a cluster. */
public final class EvenShare {
    private EvenShare() {
    }

    /** The sizes of that many shares of a total, the larger first; no shares if there are to be none. */
    public static List<Integer> sizes(int total, int shares) {
        List<Integer> sizes = new ArrayList<>(Math.max(0, shares));
        for (int i = 0; i < shares; i++) {
            sizes.add(total / shares + (i < total % shares ? 1 : 0));
        }
        return sizes;
    }

    /** Deals items out in their order, one to each hand in turn. Hands that get nothing are left out. */
    public static <T> List<List<T>> deal(List<T> items, int hands) {
        List<List<T>> dealt = new ArrayList<>();
        for (int i = 0; hands > 0 && i < items.size(); i++) {
            if (i < hands) {
                dealt.add(new ArrayList<>());
            }
            dealt.get(i % hands).add(items.get(i));
        }
        return dealt;
    }

    /** Takes the first of each group, then the second of each, and so on; the largest group goes first. */
    public static <T> List<T> interleave(List<List<T>> groups) {
        List<List<T>> bySize = new ArrayList<>(groups);
        bySize.sort(Comparator.comparingInt((List<T> group) -> group.size()).reversed());
        List<T> mixed = new ArrayList<>();
        int longest = bySize.isEmpty() ? 0 : bySize.get(0).size();
        for (int i = 0; i < longest; i++) {
            for (List<T> group : bySize) {
                if (i < group.size()) {
                    mixed.add(group.get(i));
                }
            }
        }
        return mixed;
    }
}
