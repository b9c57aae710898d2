// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.storm.grouping.LoadMapping;
import tempest.worker.route.Groupings;
import tempest.worker.route.Router;
import tempest.worker.stats.OutCounters;
import tempest.worker.tuple.StreamSource;

/** One outgoing stream of one task in one emitter: the tasks that receive its tuples, and its counters. Used by the emitter's thread. */
final class OutStream {
    private static final Router[] NOBODY = new Router[0];

    final StreamSource source;
    final int position;
    final OutCounters counters = new OutCounters();
    private final boolean declaredDirect;
    private final Router[] routers;
    private final Router only;
    private final BitSet directTasks = new BitSet();
    private final BitSet otherTasks = new BitSet();

    /** @param position index of this stream among its task's streams */
    OutStream(StreamPlan plan, int position, int task, Groupings groupings, WorkerContext worker) {
        source = plan.source();
        this.position = position;
        declaredDirect = plan.direct();
        List<Router> made = new ArrayList<>();
        for (Subscription subscription : plan.subscriptions()) {
            Router router = groupings.router(source, task, subscription.subscriber(), subscription.grouping(), subscription.tasks(),
                worker.seeds().next());
            BitSet reached = router.isDirect() ? directTasks : otherTasks;
            subscription.tasks().forEach(reached::set);
            made.add(router);
        }
        routers = made.toArray(NOBODY);
        only = routers.length == 1 ? routers[0] : null;
    }

    /** The one task that receives the values, or {@link Router#MANY}. */
    int one(List<Object> values) {
        return only == null ? Router.MANY : only.one(values);
    }

    /** All tasks that receive the values, if {@link #one} returned {@link Router#MANY}. */
    List<Integer> many(List<Object> values) {
        if (only != null) {
            return only.many(values);
        }
        if (declaredDirect && routers.length == 0) {
            throw new IllegalArgumentException("Cannot do regular emit to direct stream: " + source + "; use emitDirect");
        }
        if (routers.length == 0) {
            return List.of();
        }
        List<Integer> tasks = new ArrayList<>(routers.length);
        for (Router router : routers) {
            int one = router.one(values);
            if (one == Router.MANY) {
                tasks.addAll(router.many(values));
            } else {
                tasks.add(one);
            }
        }
        return tasks;
    }

    /** Whether a tuple may be emitted directly to the task; false if the task does not subscribe to this stream. */
    boolean reachesDirectly(int task) {
        if (task >= 0 && directTasks.get(task)) {
            return true;
        }
        if (task >= 0 && otherTasks.get(task)) {
            throw new IllegalArgumentException("Cannot emitDirect to a task expecting a regular grouping: task " + task
                + " subscribes to " + source + " without a direct grouping");
        }
        return false;
    }

    boolean wantsLoads() {
        return Arrays.stream(routers).anyMatch(Router::wantsLoads);
    }

    void refresh(LoadMapping loads) {
        for (Router router : routers) {
            router.refresh(loads);
        }
    }
}
