// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.List;
import org.apache.storm.grouping.LoadMapping;

/**
 * Chooses, for one subscription to one stream, the tasks that get a tuple. Has a state of its own (a position, a custom
 * grouping's), so it belongs to one emitting lane and is called by its thread alone.
 */
public abstract class Router {
    /** Answer of {@link #one} if {@link #many} must be asked. */
    public static final int MANY = Integer.MIN_VALUE;

    /** The one task that gets the values, or {@link #MANY}. */
    public abstract int one(List<Object> values);

    /** The tasks that get the values, if {@link #one} does not say; not to be changed by the caller. */
    public List<Integer> many(List<Object> values) {
        return List.of(one(values));
    }

    /** True if tuples reach this subscriber only by {@code emitDirect}. */
    public boolean isDirect() {
        return false;
    }

    /** Whether {@link #refresh} is of use to it. */
    public boolean wantsLoads() {
        return false;
    }

    /** Hears of the tasks' loads now and then, if it wants to. */
    public void refresh(LoadMapping loads) {
    }
}
