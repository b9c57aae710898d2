// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorInfo;
import tempest.rpc.DeadLetter;
import tempest.rpc.EndedTopology;
import tempest.rpc.WorkerEnds;

/**
 * The shared state in this process's memory, for tests: the same contract as the one in ZooKeeper, values as encoded bytes so that
 * nobody shares an object by accident. Any thread; watches call back on one thread of its own.
 */
public final class InMemoryClusterState implements ClusterState {
    private final Executor callbacks;
    private final Runnable closing;
    private final Table<StormBase> topologies = new Memory<>(new ThriftCodec<>(StormBase::new));
    private final Table<Assignment> assignments = new Memory<>(new ThriftCodec<>(Assignment::new));
    private final Table<SupervisorInfo> supervisors = new Memory<>(new ThriftCodec<>(SupervisorInfo::new));
    private final Table<NimbusSummary> nimbuses = new Memory<>(new ThriftCodec<>(NimbusSummary::new));
    private final Table<Credentials> credentials = new Memory<>(new ThriftCodec<>(Credentials::new));
    private final Table<LogConfig> logConfigs = new Memory<>(new ThriftCodec<>(LogConfig::new));
    private final Map<String, Table<ProfileRequest>> profileRequests = new HashMap<>();
    private final Map<String, Table<Long>> blobHolders = new TreeMap<>();
    private final List<Consumer<Optional<String>>> blobWatchers = new CopyOnWriteArrayList<>();
    private final Table<Long> deletedBlobs = new Memory<>(Codec.NUMBER);
    private final MemoryErrors errors = new MemoryErrors();
    private final Map<String, Table<DeadLetter>> deadLetters = new HashMap<>();
    private final Table<WorkerEnds> workerEnds = new Memory<>(new ThriftCodec<>(WorkerEnds::new));
    private final Table<EndedTopology> endedTopologies = new Memory<>(new ThriftCodec<>(EndedTopology::new));
    private final List<MemoryElection> candidates = new ArrayList<>();
    private final Table<HostPort> leadership = new Memory<>(Codec.ADDRESS);
    private final AtomicLong epoch = new AtomicLong();

    public InMemoryClusterState() {
        ExecutorService own = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "in-memory-cluster-state-callbacks");
            thread.setDaemon(true);
            return thread;
        });
        this.callbacks = own;
        this.closing = own::shutdownNow;
    }

    /** One whose watches call back when and where somebody else wants. */
    public InMemoryClusterState(Executor callbacks) {
        this.callbacks = callbacks;
        this.closing = () -> { };
    }

    @Override
    public Table<StormBase> topologies() {
        return topologies;
    }

    @Override
    public Table<Assignment> assignments() {
        return assignments;
    }

    @Override
    public Table<SupervisorInfo> supervisors() {
        return supervisors;
    }

    @Override
    public Table<NimbusSummary> nimbuses() {
        return nimbuses;
    }

    @Override
    public Table<Credentials> credentials() {
        return credentials;
    }

    @Override
    public Table<LogConfig> logConfigs() {
        return logConfigs;
    }

    @Override
    public synchronized Table<ProfileRequest> profileRequests(String topologyId) {
        return profileRequests.computeIfAbsent(topologyId, id -> new Memory<>(new ThriftCodec<>(ProfileRequest::new)));
    }

    @Override
    public synchronized Table<Long> blobHolders(String blobKey) {
        return blobHolders.computeIfAbsent(blobKey, key -> {
            Table<Long> holders = new Memory<>(Codec.NUMBER);
            holders.watchAll((holder, version) -> blobWatchers.forEach(watcher -> watcher.accept(Optional.of(key))));
            return holders;
        });
    }

    @Override
    public Table.Watch watchBlobs(Consumer<Optional<String>> changed) {
        callbacks.execute(() -> changed.accept(Optional.empty()));
        blobWatchers.add(changed);
        return () -> blobWatchers.remove(changed);
    }

    @Override
    public Table<Long> deletedBlobs() {
        return deletedBlobs;
    }

    @Override
    public synchronized List<String> heldBlobs() {
        return blobHolders.entrySet().stream().filter(held -> !held.getValue().keys().isEmpty()).map(Map.Entry::getKey).toList();
    }

    @Override
    public ErrorLog errors() {
        return errors;
    }

    @Override
    public Table<WorkerEnds> workerEnds() {
        return workerEnds;
    }

    @Override
    public Table<EndedTopology> endedTopologies() {
        return endedTopologies;
    }

    @Override
    public synchronized Table<DeadLetter> deadLetters(String topologyId) {
        return deadLetters.computeIfAbsent(topologyId, id -> new Memory<>(new ThriftCodec<>(DeadLetter::new)));
    }

    @Override
    public synchronized List<String> deadLetterTopologies() {
        return deadLetters.entrySet().stream().filter(letters -> !letters.getValue().keys().isEmpty()).map(Map.Entry::getKey).sorted().toList();
    }

    @Override
    public LeaderElection election(HostPort self) {
        return new MemoryElection(self);
    }

    @Override
    public Epoch beginEpoch(HostPort self, LeaderElection won, Runnable refused) {
        synchronized (epoch) {
            long number = epoch.incrementAndGet();
            leadership.put("epoch", self);
            return new Epoch(number, new InMemoryLeaderState(this, epoch, number, refused));
        }
    }

    @Override
    public Optional<HostPort> latestLeader() {
        return leadership.get("epoch");
    }

    @Override
    public Table.Watch watchLeader(Consumer<Optional<HostPort>> listener) {
        return leadership.watch("epoch", listener);
    }

    @Override
    public void removeTopology(String topologyId) {
        assignments.remove(topologyId);
        credentials.remove(topologyId);
        logConfigs.remove(topologyId);
        Table<ProfileRequest> requests = profileRequests(topologyId);
        requests.keys().forEach(requests::remove);
        errors.remove(topologyId);
        workerEnds.remove(topologyId);
        Table<DeadLetter> letters = deadLetters(topologyId);
        letters.keys().forEach(letters::remove);
        topologies.remove(topologyId);
    }

    @Override
    public void removeBlob(String blobKey) {
        Table<Long> holders = blobHolders(blobKey);
        holders.keys().forEach(holders::remove);
    }

    @Override
    public void close() {
        closing.run();
    }

    private final class Memory<V> implements Table<V> {
        private final Codec<V> codec;
        private final TreeMap<String, byte[]> entries = new TreeMap<>();
        private final List<BiConsumer<String, Optional<V>>> listeners = new ArrayList<>();

        Memory(Codec<V> codec) {
            this.codec = codec;
        }

        @Override
        public synchronized List<String> keys() {
            return List.copyOf(entries.keySet());
        }

        @Override
        public synchronized Optional<V> get(String key) {
            try {
                byte[] bytes = entries.get(key);
                return bytes == null ? Optional.empty() : Optional.of(codec.decode(bytes));
            } catch (IOException e) {
                throw new ClusterStateException("cannot read " + key, e);
            }
        }

        @Override
        public synchronized Map<String, V> all() {
            Map<String, V> all = new TreeMap<>();
            keys().forEach(key -> get(key).ifPresent(value -> all.put(key, value)));
            return all;
        }

        @Override
        public synchronized void put(String key, V value) {
            if (key.isEmpty()) {
                throw new IllegalArgumentException("a key of the cluster state is empty");
            }
            try {
                entries.put(key, codec.encode(value));
            } catch (IOException e) {
                throw new ClusterStateException("cannot write " + key, e);
            }
            tell(key);
        }

        @Override
        public synchronized void update(String key, Function<Optional<V>, V> change) {
            put(key, change.apply(get(key)));
        }

        @Override
        public synchronized boolean remove(String key) {
            boolean was = entries.remove(key) != null;
            if (was) {
                tell(key);
            }
            return was;
        }

        private void tell(String key) {
            for (BiConsumer<String, Optional<V>> listener : List.copyOf(listeners)) {
                tell(listener, key);
            }
        }

        private void tell(BiConsumer<String, Optional<V>> listener, String key) {
            callbacks.execute(() -> {
                boolean open;
                synchronized (this) {
                    open = listeners.contains(listener);
                }
                if (open) {
                    listener.accept(key, get(key));
                }
            });
        }

        @Override
        public Presence<V> announce(String key, V value) {
            put(key, value);
            return new Presence<>() {
                @Override
                public void update(V latest) {
                    put(key, latest);
                }

                @Override
                public void close() {
                    remove(key);
                }
            };
        }

        @Override
        public synchronized Watch watchAll(BiConsumer<String, Optional<V>> listener) {
            listeners.add(listener);
            keys().forEach(key -> tell(listener, key));
            return () -> drop(listener);
        }

        @Override
        public synchronized Watch watch(String key, Consumer<Optional<V>> listener) {
            BiConsumer<String, Optional<V>> filtered = (k, value) -> {
                if (k.equals(key)) {
                    listener.accept(value);
                }
            };
            listeners.add(filtered);
            tell(filtered, key);
            return () -> drop(filtered);
        }

        private synchronized void drop(BiConsumer<String, Optional<V>> listener) {
            listeners.remove(listener);
        }
    }

    private static final class MemoryErrors implements ErrorLog {
        private final TreeMap<String, TreeMap<String, List<ErrorInfo>>> byTopology = new TreeMap<>();

        @Override
        public synchronized void add(String topologyId, String componentId, ErrorInfo error) {
            List<ErrorInfo> kept = byTopology.computeIfAbsent(topologyId, id -> new TreeMap<>())
                .computeIfAbsent(componentId, id -> new ArrayList<>());
            kept.add(0, error.deepCopy());
            if (kept.size() > KEPT) {
                kept.remove(kept.size() - 1);
            }
        }

        @Override
        public synchronized List<ErrorInfo> list(String topologyId, String componentId) {
            return List.copyOf(byTopology.getOrDefault(topologyId, new TreeMap<>()).getOrDefault(componentId, List.of()));
        }

        @Override
        public Optional<ErrorInfo> last(String topologyId, String componentId) {
            return list(topologyId, componentId).stream().findFirst();
        }

        @Override
        public synchronized List<String> components(String topologyId) {
            return List.copyOf(byTopology.getOrDefault(topologyId, new TreeMap<>()).keySet());
        }

        @Override
        public synchronized List<String> topologies() {
            return List.copyOf(byTopology.keySet());
        }

        @Override
        public synchronized void remove(String topologyId) {
            byTopology.remove(topologyId);
        }
    }

    private final class MemoryElection implements LeaderElection {
        private final HostPort self;
        private Listener listener;

        MemoryElection(HostPort self) {
            this.self = self;
        }

        @Override
        public void start(Listener told) {
            synchronized (candidates) {
                listener = told;
                candidates.add(this);
                if (candidates.get(0) == this) {
                    callbacks.execute(told::won);
                }
            }
        }

        @Override
        public boolean isLeader() {
            synchronized (candidates) {
                return !candidates.isEmpty() && candidates.get(0) == this;
            }
        }

        @Override
        public Optional<HostPort> leader() {
            synchronized (candidates) {
                return candidates.stream().findFirst().map(first -> first.self);
            }
        }

        @Override
        public void close() {
            synchronized (candidates) {
                boolean led = isLeader();
                candidates.remove(this);
                if (led) {
                    callbacks.execute(listener::lost);
                    candidates.stream().findFirst().ifPresent(next -> callbacks.execute(next.listener::won));
                }
            }
        }
    }
}
