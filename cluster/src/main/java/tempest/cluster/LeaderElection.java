// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.Optional;

/**
 * One Nimbus's part in the election of a leader. Any thread. At most one participant believes that it leads, except for the moment
 * in which a cut-off one has not yet heard of it; so a leader's writes must be safe to repeat.
 */
public interface LeaderElection extends AutoCloseable {
    /** Queues up for leadership; the listener is called, on the shared state's callback thread, each time it is won or lost. */
    void start(Listener listener);

    boolean isLeader();

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
