// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.Map;
import java.util.Set;

/** A scheduler that wants to know more of supervisors than what they offer. Told on Nimbus's thread; it must not wait for anything. */
public interface SupervisorLiveness {

    /** A leadership begins. Between this one and an earlier one of the same Nimbus, others may have led. */
    void leadershipBegan();

    /** Before each round: the supervisors that this leadership has heard of, with the ports that they say they have. */
    void heard(Map<String, Set<Integer>> ports);
}
