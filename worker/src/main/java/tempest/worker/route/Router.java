// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;
import org.apache.storm.grouping.LoadMapping;

/**
 * Chooses, for one subscription to one stream, the tasks that receive a tuple. Has state of its own (a position, a custom grouping's), so it
 * belongs to one emitter and is called only by its thread.
 */
public abstract class Router {
    /** Returned by {@link #one} if {@link #many} must be called. */
    public static final int MANY = Integer.MIN_VALUE;

    /** The one task that receives the values, or {@link #MANY}. */
    public abstract int one(List<Object> values);

    /** The tasks that receive the values, if {@link #one} returned {@link #MANY}; not to be changed by the caller. */
    public List<Integer> many(List<Object> values) {
        return List.of(one(values));
    }

    /** True if tuples reach this subscriber only by {@code emitDirect}. */
    public boolean isDirect() {
        return false;
    }

    /** Whether it uses {@link #refresh}. */
    public boolean wantsLoads() {
        return false;
    }

    /** Called from time to time with the tasks' loads. */
    public void refresh(LoadMapping loads) {
    }
}
