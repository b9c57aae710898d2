// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateSpec;

/**
 * The states of a task's partition, each made lazily: a store that cannot be reached then fails batches, which are replayed, rather than the
 * worker. Owned by the task's thread.
 */
final class States {
    private static final int ATTEMPTS = 3;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<StateSpec> specs;
    private final Map<String, Object> conf;
    private final TopologyContext context;
    private final State[] made;

    States(List<StateSpec> specs, Map<String, Object> conf, TopologyContext context) {
        this.specs = specs;
        this.conf = conf;
        this.context = context;
        this.made = new State[specs.size()];
    }

    /** @throws FailedException if the state could not be made in a few attempts */
    State get(int number) {
        if (made[number] == null) {
            made[number] = make(specs.get(number));
        }
        return made[number];
    }

    private State make(StateSpec spec) {
        int partitions = context.getComponentTasks(context.getThisComponentId()).size();
        RuntimeException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            try {
                return spec.stateFactory.makeState(conf, context, context.getThisTaskIndex(), partitions);
            } catch (FailedException e) {
                throw e;
            } catch (RuntimeException e) {
                last = e;
            }
        }
        throw new ReportedFailedException(spec.stateFactory.getClass().getName() + " could not make the state of partition " + context.getThisTaskIndex()
            + " in " + ATTEMPTS + " attempts: " + last.getMessage(), last);
    }
}
