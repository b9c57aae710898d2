// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.Mailbox;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.WorkerEnd;

/**
 * Adds the ends of this supervisor's workers to those that the cluster remembers of their topologies. While the shared state is away they
 * wait here, bounded. Any thread may add; everything else happens on the mailbox's thread.
 */
final class WorkerEndReports {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerEndReports.class);
    private static final int MOST_WAITING = 200;
    private static final long RETRY_MS = 5_000;

    private final ClusterState state;
    private final Mailbox mailbox;
    private final Deque<Report> waiting = new ArrayDeque<>();
    private boolean retryDue;

    private record Report(String topologyId, WorkerEnd end) { }

    WorkerEndReports(ClusterState state, Mailbox mailbox) {
        this.state = state;
        this.mailbox = mailbox;
    }

    void add(String topologyId, WorkerEnd end) {
        mailbox.execute(() -> {
            waiting.addLast(new Report(topologyId, end));
            if (waiting.size() > MOST_WAITING) {
                Report lost = waiting.removeFirst();
                LOG.warn("It is only in this log that of topology {} {}", lost.topologyId, WorkerEndHistory.describe(lost.end));
            }
            if (!retryDue) {
                write();
            }
        });
    }

    private void write() {
        retryDue = false;
        try {
            for (Report next = waiting.peekFirst(); next != null; next = waiting.peekFirst()) {
                WorkerEnd end = next.end;
                if (lives(next)) {
                    state.workerEnds().update(next.topologyId, before -> WorkerEndHistory.plus(before, end));
                    // Nimbus removes a topology's assignment first: what was written beside that would stay.
                    if (!lives(next)) {
                        state.workerEnds().remove(next.topologyId);
                    }
                }
                waiting.removeFirst();
            }
        } catch (ClusterStateException e) {
            LOG.warn("{} ends of workers are told in {} ms again: {}", waiting.size(), RETRY_MS, e.getMessage());
            retryDue = true;
            mailbox.after(RETRY_MS, this::write);
        }
    }

    private boolean lives(Report of) {
        return state.assignments().get(of.topologyId).isPresent();
    }
}
