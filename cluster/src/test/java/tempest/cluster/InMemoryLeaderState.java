// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorInfo;
import tempest.rpc.DeadLetter;
import tempest.rpc.EndedTopology;
import tempest.rpc.WorkerEnds;

/** The state in memory as the leader of one epoch writes it. Any thread. */
final class InMemoryLeaderState implements ClusterState {
    private final ClusterState all;
    private final AtomicLong latest;
    private final long number;
    private final Runnable refused;

    InMemoryLeaderState(ClusterState all, AtomicLong latest, long number, Runnable refused) {
        this.all = all;
        this.latest = latest;
        this.number = number;
        this.refused = refused;
    }

    private <T> T checked(Supplier<T> write) {
        synchronized (latest) {
            if (latest.get() != number) {
                refused.run();
                throw new LeadershipLostException("epoch " + number + " is over: " + latest.get() + " has begun", null);
            }
            return write.get();
        }
    }

    private <V> Table<V> checked(Table<V> table) {
        return new Table<>() {
            @Override
            public List<String> keys() {
                return table.keys();
            }

            @Override
            public Optional<V> get(String key) {
                return table.get(key);
            }

            @Override
            public Map<String, V> all() {
                return table.all();
            }

            @Override
            public void put(String key, V value) {
                checked(() -> {
                    table.put(key, value);
                    return null;
                });
            }

            @Override
            public void update(String key, Function<Optional<V>, V> change) {
                checked(() -> {
                    table.update(key, change);
                    return null;
                });
            }

            @Override
            public boolean remove(String key) {
                return checked(() -> table.remove(key));
            }

            @Override
            public Presence<V> announce(String key, V value) {
                return table.announce(key, value);
            }

            @Override
            public Watch watchAll(BiConsumer<String, Optional<V>> listener) {
                return table.watchAll(listener);
            }

            @Override
            public Watch watch(String key, Consumer<Optional<V>> listener) {
                return table.watch(key, listener);
            }
        };
    }

    @Override
    public Table<StormBase> topologies() {
        return checked(all.topologies());
    }

    @Override
    public Table<Assignment> assignments() {
        return checked(all.assignments());
    }

    @Override
    public Table<SupervisorInfo> supervisors() {
        return checked(all.supervisors());
    }

    @Override
    public Table<NimbusSummary> nimbuses() {
        return checked(all.nimbuses());
    }

    @Override
    public Table<Credentials> credentials() {
        return checked(all.credentials());
    }

    @Override
    public Table<LogConfig> logConfigs() {
        return checked(all.logConfigs());
    }

    @Override
    public Table<ProfileRequest> profileRequests(String topologyId) {
        return checked(all.profileRequests(topologyId));
    }

    @Override
    public Table<Long> blobHolders(String blobKey) {
        return checked(all.blobHolders(blobKey));
    }

    @Override
    public List<String> heldBlobs() {
        return all.heldBlobs();
    }

    @Override
    public Table.Watch watchBlobs(Consumer<Optional<String>> changed) {
        return all.watchBlobs(changed);
    }

    @Override
    public Table<Long> deletedBlobs() {
        return checked(all.deletedBlobs());
    }

    @Override
    public ErrorLog errors() {
        return all.errors();
    }

    @Override
    public Table<WorkerEnds> workerEnds() {
        return checked(all.workerEnds());
    }

    @Override
    public Table<EndedTopology> endedTopologies() {
        return checked(all.endedTopologies());
    }

    @Override
    public Table<DeadLetter> deadLetters(String topologyId) {
        return checked(all.deadLetters(topologyId));
    }

    @Override
    public List<String> deadLetterTopologies() {
        return all.deadLetterTopologies();
    }

    @Override
    public Epoch beginEpoch(HostPort self, LeaderElection won, Runnable refusal) {
        return all.beginEpoch(self, won, refusal);
    }

    @Override
    public Optional<HostPort> latestLeader() {
        return all.latestLeader();
    }

    @Override
    public Table.Watch watchLeader(Consumer<Optional<HostPort>> listener) {
        return all.watchLeader(listener);
    }

    @Override
    public LeaderElection election(HostPort self) {
        return all.election(self);
    }

    @Override
    public void removeTopology(String topologyId) {
        checked(() -> {
            all.removeTopology(topologyId);
            return null;
        });
    }

    @Override
    public void removeBlob(String blobKey) {
        checked(() -> {
            all.removeBlob(blobKey);
            return null;
        });
    }

    @Override
    public void close() {
        // What is behind it goes on.
    }
}
