// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.storm.Testing;
import org.apache.storm.utils.RegisteredGlobalState;

/** What components in the cluster report to the test, in order. A copy of it that went through serialization is the same list. */
final class Events implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int LIMIT_MILLIS = 60_000;
    private static final long PAUSE_NANOS = 5_000_000;

    private final String id = RegisteredGlobalState.registerState(new CopyOnWriteArrayList<Object>());

    void add(Object event) {
        all().add(event);
    }

    @SuppressWarnings("unchecked")
    List<Object> all() {
        return (List<Object>) RegisteredGlobalState.getState(id);
    }

    int count(Object event) {
        return (int) all().stream().filter(event::equals).count();
    }

    void await(Object event, int times) {
        until(() -> count(event) >= times, () -> times + " times " + event + " in " + all());
    }

    void awaitSize(int size) {
        until(() -> all().size() >= size, () -> size + " events, not " + all());
    }

    /** Waits for a condition; an error that says {@code what} was awaited if it does not come true. */
    static void until(BooleanSupplier condition, Supplier<String> what) {
        try {
            Testing.whileTimeout(LIMIT_MILLIS, () -> !condition.getAsBoolean(), Events::pause);
        } catch (AssertionError e) {
            throw new AssertionError("waited in vain for " + what.get(), e);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
