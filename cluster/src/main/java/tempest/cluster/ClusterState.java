// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

/**
 * What a cluster remembers together, by kind. Nimbus writes topologies, assignments, credentials, log levels and profiler requests;
 * supervisors and Nimbuses announce themselves; workers add errors. Any thread. Statistics and heartbeats never go here.
 */
public interface ClusterState extends AutoCloseable {
    /** By topology id. */
    Table<StormBase> topologies();

    /** By topology id. */
    Table<Assignment> assignments();

    /** By supervisor id; announced by living supervisors. */
    Table<SupervisorInfo> supervisors();

    /** By {@code host:port}; announced by living Nimbuses, {@code isLeader} on one of them. */
    Table<NimbusSummary> nimbuses();

    /** By topology id. */
    Table<Credentials> credentials();

    /** By topology id. */
    Table<LogConfig> logConfigs();

    /** What a topology's workers are asked to record; by {@link #profileKey}. */
    Table<ProfileRequest> profileRequests(String topologyId);

    /** Which Nimbus holds which version of a blob; by the Nimbus's {@code host:port}. */
    Table<Long> blobHolders(String blobKey);

    /** Keys of the blobs that have holders, sorted. */
    List<String> heldBlobs();

    /**
     * Tells the key of each blob whose holders change, on the callback thread; and empty at first and after each reconnection, when any
     * may have changed.
     */
    Table.Watch watchBlobs(Consumer<Optional<String>> changed);

    /**
     * When blobs were deleted by someone's will, in milliseconds since the epoch, by key: who has a copy that is not newer may drop it. That
     * nobody else has a blob says nothing.
     */
    Table<Long> deletedBlobs();

    ErrorLog errors();

    /** The ends of a topology's workers, by its id; added by supervisors, and by the leader for workers that nobody hears of. */
    Table<WorkerEnds> workerEnds();

    /** What is left of the latest topologies that were killed, by their ids; the leader keeps their number and size small. */
    Table<EndedTopology> endedTopologies();

    /** A topology's dead letters that are kept; by their numbers. Added by the worker that runs its store. */
    Table<DeadLetter> deadLetters(String topologyId);

    /** Ids of the topologies that have entries of dead letters, sorted. */
    List<String> deadLetterTopologies();

    /**
     * Begins a leadership that was won: the writes of every earlier one are refused from now on, whatever its leader believes.
     *
     * @param refused called by whichever thread writes each time a write is refused, before it is told by the exception
     * @throws LeadershipLostException if it has been lost again already
     */
    Epoch beginEpoch(HostPort self, LeaderElection won, Runnable refused);

    /** How often this process has changed the shared state so far, announcements of itself aside; 0 for a state that no other process shares. */
    default long writes() {
        return 0;
    }

    /** Who began the latest epoch; empty before the first. It may have ended since. */
    Optional<HostPort> latestLeader();

    /** Tells the same now and each time a leadership begins. */
    Table.Watch watchLeader(Consumer<Optional<HostPort>> listener);

    /** Takes part in electing the leader among Nimbuses, under this address. */
    LeaderElection election(HostPort self);

    /** Removes a topology's entries of every kind. Repeating it after a failure is safe. */
    void removeTopology(String topologyId);

    /** Removes a blob's holders. */
    void removeBlob(String blobKey);

    @Override
    void close();

    /** The key of a profiler request: one of each action a worker. */
    static String profileKey(ProfileRequest request) {
        long port = request.get_nodeInfo().get_port().stream().findFirst().orElse(0L);
        return request.get_nodeInfo().get_node() + "_" + port + "_" + request.get_action();
    }
}
