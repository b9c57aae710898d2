// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.Set;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.Table;

/** One Nimbus's way to the shared state: cut off, or with writes that fail, some of them after they were done. One thread. */
final class FaultyState {
    private static final Set<String> WRITES = Set.of("put", "update", "remove", "removeTopology", "removeBlob");
    private static final Set<String> READS = Set.of("keys", "get", "all", "heldBlobs", "latestLeader");

    private final Random random;
    private boolean cutOff;
    private double failing;

    FaultyState(Random random) {
        this.random = random;
    }

    void cutOff(boolean now) {
        cutOff = now;
    }

    /** This share of all writes fails, one half of it after it was done. */
    void unreliable(double share) {
        failing = share;
    }

    /** Fails while the way is cut. */
    void check() {
        if (cutOff) {
            throw new ClusterStateException("cut off", null);
        }
    }

    ClusterState over(ClusterState state) {
        return (ClusterState) proxy(ClusterState.class, state);
    }

    private Object proxy(Class<?> type, Object behind) {
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object answer = call(behind, method, arguments);
            return answer instanceof Table<?> && method.getReturnType() == Table.class ? proxy(Table.class, answer) : answer;
        });
    }

    private Object call(Object behind, Method method, Object[] arguments) throws Throwable {
        boolean write = WRITES.contains(method.getName());
        if (write || READS.contains(method.getName())) {
            check();
        }
        double drawn = write && failing > 0 ? random.nextDouble() : 1;
        if (drawn < failing / 2) {
            throw new ClusterStateException("the write did not arrive", null);
        }
        Object answer;
        try {
            answer = method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (drawn < failing) {
            throw new ClusterStateException("the write's answer did not arrive", null);
        }
        return answer;
    }
}
