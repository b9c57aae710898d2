// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.TopologyActionOptions;
import org.apache.storm.generated.TopologyStatus;

/**
 * A topology's life. Pure: what comes next is a function of what is stored and what happens; whoever applies a step stores it, sets
 * the timer and logs why. Any thread.
 *
 * <pre>
 * in                    | activate      | deactivate    | kill(wait)        | rebalance(wait)       | the wait is over
 * ACTIVE                | -             | INACTIVE      | KILLED, waits     | REBALANCING, draining |
 * INACTIVE              | ACTIVE        | -             | KILLED, waits     | REBALANCING, draining |
 * REBALANCING, draining | later ACTIVE  | later INACTIVE| KILLED, waits     | waits again           | REBALANCING, moving: rescheduled
 * REBALANCING, moving   | later ACTIVE  | later INACTIVE| KILLED, waits     | draining              | ACTIVE or INACTIVE
 * KILLED                | refused       | refused       | KILLED, new wait  | refused               | removed
 * </pre>
 *
 * A wait gives in-flight tuples the time to complete: spouts run in no state but ACTIVE. When it ends is stored, so that a new leader
 * goes on with it. A rebalance drains, then moves, and its spouts run again once the workers of the new assignment do: what is being
 * drained has what was asked for in its options, what moves has it in itself.
 */
final class Lifecycle {
    /** Spouts run again after so long even if not every worker does: one that cannot start must not stop the rest. */
    static final int LONGEST_MOVE_SECS = 60;

    private Lifecycle() {
    }

    /**
     * What comes next.
     *
     * @param base     what to store, or null if the topology is to be removed
     * @param waitSecs how long until the wait is over, or -1 if there is none
     * @param replace  whether its executors are to be rescheduled
     */
    record Step(StormBase base, int waitSecs, boolean replace) {
    }

    static Step activate(StormBase now, String name) throws NotAliveException {
        return turn(now, name, TopologyStatus.ACTIVE);
    }

    static Step deactivate(StormBase now, String name) throws NotAliveException {
        return turn(now, name, TopologyStatus.INACTIVE);
    }

    private static Step turn(StormBase now, String name, TopologyStatus wanted) throws NotAliveException {
        StormBase next = now.deepCopy();
        switch (now.get_status()) {
            case ACTIVE, INACTIVE -> next.set_status(wanted);
            case REBALANCING -> next.set_prev_status(wanted);
            case KILLED -> throw beingKilled(name);
        }
        return new Step(next, -1, false);
    }

    static Step kill(StormBase now, int waitSecs, long nowMillis) {
        StormBase next = now.deepCopy();
        if (now.get_status() != TopologyStatus.KILLED) {
            next.set_prev_status(now.get_status());
        }
        next.set_status(TopologyStatus.KILLED);
        KillOptions options = new KillOptions();
        options.set_wait_secs(waitSecs);
        next.set_topology_action_options(TopologyActionOptions.kill_options(options));
        next.set_wait_ends_millis(nowMillis + TimeUnit.SECONDS.toMillis(waitSecs));
        return new Step(next, waitSecs, false);
    }

    static Step rebalance(StormBase now, String name, RebalanceOptions options, int waitSecs, long nowMillis)
            throws NotAliveException {
        StormBase next = now.deepCopy();
        switch (now.get_status()) {
            case ACTIVE, INACTIVE -> next.set_prev_status(now.get_status());
            case REBALANCING -> { }
            case KILLED -> throw beingKilled(name);
        }
        next.set_status(TopologyStatus.REBALANCING);
        RebalanceOptions stored = options.deepCopy();
        stored.set_wait_secs(waitSecs);
        next.set_topology_action_options(TopologyActionOptions.rebalance_options(stored));
        next.set_wait_ends_millis(nowMillis + TimeUnit.SECONDS.toMillis(waitSecs));
        return new Step(next, waitSecs, false);
    }

    /** The wait is over. */
    static Step due(StormBase now) {
        return switch (now.get_status()) {
            case ACTIVE, INACTIVE -> new Step(now, -1, false);
            case KILLED -> new Step(null, -1, false);
            case REBALANCING -> isMoving(now) ? new Step(moved(now), -1, false) : new Step(moving(now), LONGEST_MOVE_SECS, true);
        };
    }

    /** Whether a topology's new assignment is stored, or about to be, and its spouts wait for the workers of it. */
    static boolean isMoving(StormBase base) {
        return base.get_status() == TopologyStatus.REBALANCING && !base.is_set_topology_action_options();
    }

    /** Whether a topology is given time to complete what is in flight before it moves. */
    static boolean isDraining(StormBase base) {
        return base.get_status() == TopologyStatus.REBALANCING && base.is_set_topology_action_options();
    }

    private static StormBase moved(StormBase now) {
        StormBase next = now.deepCopy();
        next.set_status(now.is_set_prev_status() ? now.get_prev_status() : TopologyStatus.ACTIVE);
        next.unset_prev_status();
        return next;
    }

    private static StormBase moving(StormBase now) {
        StormBase next = now.deepCopy();
        next.unset_topology_action_options();
        next.unset_wait_ends_millis();
        RebalanceOptions options = now.get_topology_action_options().get_rebalance_options();
        if (options.is_set_num_workers()) {
            next.set_num_workers(options.get_num_workers());
        }
        if (options.is_set_num_executors()) {
            options.get_num_executors().forEach(next::put_to_component_executors);
        }
        return next;
    }

    /**
     * How much longer a new leader lets a topology in this state wait; -1 for not at all. Never longer than was asked for, whatever the
     * clocks of two machines say.
     */
    static int waitSecs(StormBase base, long nowMillis) {
        if (isMoving(base)) {
            return LONGEST_MOVE_SECS;
        }
        int whole = wholeWaitSecs(base);
        if (whole <= 0 || !base.is_set_wait_ends_millis()) {
            return whole;
        }
        long left = -Math.floorDiv(nowMillis - base.get_wait_ends_millis(), TimeUnit.SECONDS.toMillis(1));
        return (int) Math.max(0, Math.min(whole, left));
    }

    private static int wholeWaitSecs(StormBase base) {
        if (!base.is_set_topology_action_options()) {
            return base.get_status() == TopologyStatus.KILLED ? 0 : -1;
        }
        TopologyActionOptions options = base.get_topology_action_options();
        return switch (base.get_status()) {
            case ACTIVE, INACTIVE -> -1;
            case KILLED -> options.is_set_kill_options() ? options.get_kill_options().get_wait_secs() : 0;
            case REBALANCING -> options.is_set_rebalance_options() ? options.get_rebalance_options().get_wait_secs() : 0;
        };
    }

    private static NotAliveException beingKilled(String name) {
        return new NotAliveException("topology '" + name + "' is being killed");
    }
}
