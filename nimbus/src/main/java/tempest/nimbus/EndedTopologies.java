// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.ErrorInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.Json;
import tempest.cluster.LeadershipLostException;
import tempest.cluster.Secrets;
import tempest.cluster.ThriftCodec;
import tempest.nimbus.metrics.MetricStore;
import tempest.rpc.EndedTopology;

/**
 * What is left of the latest topologies that were killed: their last figures, failures, errors, ends of workers and configuration. It lies in the shared
 * state, so that it outlives every Nimbus, and is bounded in number and size. One object a leadership, owned by Nimbus's thread.
 */
final class EndedTopologies {
    /** So many are kept; the one that ended first goes first. */
    static final int KEPT = 20;
    /** So large may one be as it is stored, compressed: ZooKeeper keeps all of it in memory. */
    static final int MOST_BYTES = 200_000;
    private static final Logger LOG = LoggerFactory.getLogger(EndedTopologies.class);
    private static final ThriftCodec<EndedTopology> CODEC = new ThriftCodec<>(EndedTopology::new);
    private static final int MOST_COMPONENTS = 50;
    private static final int ERRORS_EACH = 3;
    private static final int LONGEST_ERROR = 4000;

    private final ClusterState state;
    private final Clock clock;
    private final Secrets secrets;
    /** Those that this leadership saw end come in that order, after those it took over. */
    private final Map<String, EndedTopology> byId = new LinkedHashMap<>();

    /** @param state as the leader may write it */
    EndedTopologies(ClusterState state, Clock clock, Secrets secrets) {
        this.state = state;
        this.clock = clock;
        this.secrets = secrets;
    }

    /** Takes over what former leaders kept. */
    void begin() {
        byId.putAll(state.endedTopologies().all());
    }

    /** The latest first, also of those that ended within one millisecond. */
    List<EndedTopology> all() {
        List<EndedTopology> latestFirst = new ArrayList<>(byId.values());
        Collections.reverse(latestFirst);
        latestFirst.sort(Comparator.comparingLong(EndedTopology::get_ended_millis).reversed());
        return latestFirst;
    }

    Optional<EndedTopology> of(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Keeps what is known of a topology that is about to be removed. That it cannot be kept does not stop its end. */
    void add(Topology topology, MetricStore metrics, WorkerEndings ends) {
        try {
            EndedTopology ended = bounded(of(topology, metrics, ends));
            state.endedTopologies().put(topology.id, ended);
            byId.put(topology.id, ended);
            for (EndedTopology old : all().stream().skip(KEPT).toList()) {
                state.endedTopologies().remove(old.get_id());
                byId.remove(old.get_id());
            }
        } catch (LeadershipLostException e) {
            throw e;
        } catch (ClusterStateException | IOException e) {
            LOG.warn("of topology {} nothing is kept but logs: {}", topology.id, e.getMessage());
        }
    }

    private EndedTopology of(Topology topology, MetricStore metrics, WorkerEndings ends) {
        long now = clock.millis();
        EndedTopology ended = new EndedTopology(topology.id, topology.name(), String.valueOf(topology.base().get_owner()),
            TimeUnit.SECONDS.toMillis(topology.base().get_launch_time_secs()), now, TopologyEvents.of(topology.base()), topology.base().get_num_workers(),
            topology.executors().size(), topology.unavailable() != null ? "" : Json.write(secrets.mask(topology.conf())), ends.of(topology.id));
        if (topology.lastMetrics != null) {
            ended.set_last(topology.lastMetrics);
        }
        ended.set_hour(metrics.series(topology.id, "", clock.secs() - TimeUnit.HOURS.toSeconds(1), clock.secs()));
        ended.set_failures(metrics.failures(topology.id, now));
        ended.set_errors(errors(topology.id));
        return ended;
    }

    private Map<String, List<ErrorInfo>> errors(String id) {
        Map<String, List<ErrorInfo>> errors = new TreeMap<>();
        for (String component : state.errors().components(id).stream().limit(MOST_COMPONENTS).toList()) {
            errors.put(component, state.errors().list(id, component).stream().limit(ERRORS_EACH).map(EndedTopologies::bounded).toList());
        }
        return errors;
    }

    private static ErrorInfo bounded(ErrorInfo error) {
        ErrorInfo kept = error.deepCopy();
        String text = error.get_error();
        kept.set_error(text.substring(0, Math.min(LONGEST_ERROR, text.length())));
        return kept;
    }

    /** The same without what makes it too large, the least useful first. */
    static EndedTopology bounded(EndedTopology ended) throws IOException {
        EndedTopology kept = ended.deepCopy();
        List<Runnable> cuts = List.of(kept::unset_hour, kept::unset_errors,
            () -> kept.set_last(new ArrayList<>(kept.is_set_last() ? kept.get_last().stream().filter(one -> one.get_component().isEmpty()).toList() : List.of())),
            () -> kept.set_conf(""), kept::unset_failures);
        for (Runnable cut : cuts) {
            if (CODEC.encode(kept).length <= MOST_BYTES) {
                break;
            }
            cut.run();
        }
        return kept;
    }

    /** As lists tell it, which are asked for often: nothing is copied. The configuration says who may see it. */
    static EndedTopology withoutFigures(EndedTopology ended) {
        return new EndedTopology(ended.get_id(), ended.get_name(), ended.get_owner(), ended.get_submitted_millis(), ended.get_ended_millis(), ended.get_events(),
            ended.get_workers(), ended.get_executors(), ended.get_conf(), ended.get_worker_ends());
    }
}
