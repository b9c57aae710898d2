// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which slots were missing in each of the latest rounds: of supervisors that went away, all; of others, those they no longer offer. One
 * scheduler's, on Nimbus's scheduling thread; it decides nothing.
 */
public final class SlotFailureHistory {
    private final int rounds;
    private final boolean oneIsEnough;
    private final Map<String, Set<Integer>> known = new HashMap<>();
    private final Deque<Map<String, Set<Integer>>> window = new ArrayDeque<>();
    /** By their own word; null if nobody tells, and then whatever is offered is as good as heard. */
    private Map<String, Set<Integer>> heard;

    /**
     * An empty memory.
     *
     * @param rounds      how many rounds it goes back
     * @param oneIsEnough whether a supervisor counts as bad when one slot is missing, not only when all are
     */
    public SlotFailureHistory(int rounds, boolean oneIsEnough) {
        this.rounds = rounds;
        this.oneIsEnough = oneIsEnough;
    }

    /**
     * Which supervisors have been heard of, with the ports that they say they have. Of others a round notes nothing: the entry of one may be left over
     * from a process that has ended, so that a cluster which is being started would count as one that fails. A port that a supervisor has no more, by
     * its own word, was taken away on purpose.
     */
    public void heard(Map<String, Set<Integer>> ports) {
        heard = ports;
        ports.forEach((supervisor, own) -> {
            Set<Integer> before = known.get(supervisor);
            if (before != null && !own.isEmpty()) {
                before.retainAll(own);
            }
        });
    }

    /** Forgets everything: nobody looked for a while, so what was there before is no measure of what is missing now. */
    public void startOver() {
        known.clear();
        window.clear();
        heard = null;
    }

    /** Notes what is offered in a round, as ports by supervisor. */
    public void note(Map<String, Set<Integer>> offered) {
        Map<String, Set<Integer>> bad = new HashMap<>();
        known.forEach((supervisor, ports) -> {
            Set<Integer> missing = new HashSet<>(ports);
            missing.removeAll(offered.getOrDefault(supervisor, Set.of()));
            if (!missing.isEmpty() && (oneIsEnough || missing.size() == ports.size())) {
                bad.put(supervisor, missing);
            }
        });
        if (window.size() == rounds) {
            window.remove();
        }
        window.add(bad);
        offered.forEach((supervisor, ports) -> {
            if (heard == null || heard.containsKey(supervisor)) {
                known.computeIfAbsent(supervisor, s -> new HashSet<>()).addAll(ports);
            }
        });
        if (window.size() == rounds) {
            forgetTheLongGone();
        }
    }

    /** What was missing all the time was taken away on purpose. */
    private void forgetTheLongGone() {
        for (String supervisor : Set.copyOf(known.keySet())) {
            Set<Integer> always = new HashSet<>(known.get(supervisor));
            window.forEach(bad -> always.retainAll(bad.getOrDefault(supervisor, Set.of())));
            known.get(supervisor).removeAll(always);
            if (known.get(supervisor).isEmpty()) {
                known.remove(supervisor);
            }
        }
    }

    /** The missing slots by supervisor, of each round, the oldest first. */
    public List<Map<String, Set<Integer>>> window() {
        return new ArrayList<>(window);
    }
}
