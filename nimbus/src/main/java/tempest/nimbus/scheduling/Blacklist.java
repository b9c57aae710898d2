// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which supervisors are blacklisted and for how many more rounds. One scheduler's, on Nimbus's scheduling thread.
 */
public final class Blacklist {
    private final int tolerance;
    private final int rounds;
    private final Map<String, Integer> left = new TreeMap<>();
    private final Set<String> released = new HashSet<>();

    /**
     * Nothing is blacklisted yet.
     *
     * @param tolerance so many bad rounds, and a supervisor is blacklisted
     * @param rounds for so many rounds
     */
    public Blacklist(int tolerance, int rounds) {
        this.tolerance = tolerance;
        this.rounds = rounds;
    }

    /**
     * Blacklists supervisors that were bad too often.
     *
     * @param bad      the bad slots by supervisor, of each round
     * @param unheard  how often a supervisor could not be sent its assignment, of each round
     * @return those that were not blacklisted before
     */
    public Set<String> add(List<Map<String, Set<Integer>>> bad, List<Map<String, Integer>> unheard) {
        Map<String, Integer> badRounds = new HashMap<>();
        bad.forEach(round -> round.keySet().forEach(supervisor -> badRounds.merge(supervisor, 1, Integer::sum)));
        Map<String, Integer> unheardTimes = new HashMap<>();
        unheard.forEach(round -> round.forEach((supervisor, times) -> unheardTimes.merge(supervisor, times, Integer::sum)));
        Set<String> bads = new TreeSet<>();
        for (Map<String, Integer> counts : List.of(badRounds, unheardTimes)) {
            counts.forEach((supervisor, count) -> {
                if (count >= tolerance) {
                    bads.add(supervisor);
                }
            });
        }
        released.retainAll(bads);
        bads.removeAll(released);
        bads.removeIf(supervisor -> left.putIfAbsent(supervisor, rounds) != null);
        return bads;
    }

    /** Takes some back before their time; they are not blacklisted again for the same bad rounds. */
    public void release(Collection<String> supervisors) {
        left.keySet().removeAll(supervisors);
        released.addAll(supervisors);
    }

    /** A round is over: those whose time is up come back. Returns them. */
    public Set<String> countDown() {
        Set<String> back = new TreeSet<>();
        left.replaceAll((supervisor, count) -> count - 1);
        left.forEach((supervisor, count) -> {
            if (count <= 0) {
                back.add(supervisor);
            }
        });
        left.keySet().removeAll(back);
        return back;
    }

    /** The blacklisted supervisors, by name. */
    public List<String> all() {
        return List.copyOf(left.keySet());
    }
}
