// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.nimbus.NimbusInfo;
import tempest.cluster.ClusterState;
import tempest.cluster.HostPort;
import tempest.cluster.LeaderElection;

/** Tells a plug-in of Nimbus who leads. Any thread. It takes no part in the election: Nimbus itself does. */
final class ElectionView implements ILeaderElector {
    private static final long ASK_MILLIS = 20;

    private final Supplier<LeaderElection> election;
    private final ClusterState state;

    /** @param election gives null before it has begun */
    ElectionView(Supplier<LeaderElection> election, ClusterState state) {
        this.election = election;
        this.state = state;
    }

    @Override
    public void prepare(Map<String, Object> conf) {
        // There is nothing to be set.
    }

    @Override
    public void addToLeaderLockQueue() {
        throw new UnsupportedOperationException("Nimbus itself stands for election, not its plug-ins");
    }

    @Override
    public void quitElectionFor(int delayMs) {
        throw new UnsupportedOperationException("Nimbus itself gives leadership up, not its plug-ins");
    }

    @Override
    public boolean isLeader() {
        LeaderElection begun = election.get();
        return begun != null && begun.isLeader();
    }

    @Override
    public NimbusInfo getLeader() {
        LeaderElection begun = election.get();
        Optional<HostPort> leader = begun == null ? Optional.empty() : begun.leader();
        return leader.map(one -> new NimbusInfo(one.host(), one.port(), true)).orElse(null);
    }

    @Override
    public boolean awaitLeadership(long timeout, TimeUnit timeUnit) throws InterruptedException {
        long began = System.nanoTime();
        while (!isLeader()) {
            if (System.nanoTime() - began >= timeUnit.toNanos(timeout)) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
        }
        return true;
    }

    @Override
    public List<NimbusInfo> getAllNimbuses() {
        return state.nimbuses().all().values().stream().map(one -> new NimbusInfo(one.get_host(), one.get_port(), one.is_isLeader())).toList();
    }

    @Override
    public void close() {
        // The election is Nimbus's.
    }
}
