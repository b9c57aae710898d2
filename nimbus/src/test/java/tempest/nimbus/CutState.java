// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import tempest.cluster.ClusterState;
import tempest.cluster.Epoch;
import tempest.cluster.Table;

/** One Nimbus's way to the shared state, until it is killed: at its n-th write, before or after that is done. What it had written stays. One thread. */
final class CutState {
    private static final Set<String> WRITES = Set.of("put", "update", "remove", "removeTopology", "removeBlob", "beginEpoch");

    private final int killAt;
    private final boolean done;
    private int writes;

    /** What the code under test meets instead of its own death. Nothing but the test may catch it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed(String when) {
            super("killed " + when);
        }
    }

    /** {@code done}: whether the write at which it is killed is done. */
    CutState(int killAt, boolean done) {
        this.killAt = killAt;
        this.done = done;
    }

    /** How many there were. */
    int writes() {
        return writes;
    }

    ClusterState over(ClusterState state) {
        return (ClusterState) proxy(ClusterState.class, state);
    }

    private Object proxy(Class<?> type, Object behind) {
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            boolean write = WRITES.contains(method.getName());
            if (write && (++writes > killAt || writes == killAt && !done)) {
                throw new Killed("before write " + killAt + ", " + method.getName());
            }
            Object answer;
            try {
                answer = method.invoke(behind, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (write && writes == killAt) {
                throw new Killed("after write " + killAt + ", " + method.getName());
            }
            if (answer instanceof Epoch epoch) {
                return new Epoch(epoch.number(), over(epoch.state()));
            }
            return answer instanceof Table<?> && method.getReturnType() == Table.class ? proxy(Table.class, answer) : answer;
        });
    }
}
