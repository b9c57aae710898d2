// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.Optional;

/**
 * One Nimbus's part in the election of a leader. Any thread. At most one participant believes that it leads, except while one that was
 * stopped or cut off has not yet heard of it; so a leader writes as {@link ClusterState#beginEpoch} lets it.
 */
public interface LeaderElection extends AutoCloseable {
    /** Queues up for leadership; the listener is called, on a thread that calls nothing else, each time it is won or lost. */
    void start(Listener listener);

    boolean isLeader();

    /** The entry that exists as long as this participant leads, which a new epoch is checked against; empty if there is no such entry. */
    default Optional<String> proof() {
        return Optional.empty();
    }

    /** The present leader, if there is one. */
    Optional<HostPort> leader();

    /** Gives leadership up, or the wait for it. */
    @Override
    void close();

    /** Notified of its own leadership. */
    interface Listener {
        void won();

        void lost();
    }
}
