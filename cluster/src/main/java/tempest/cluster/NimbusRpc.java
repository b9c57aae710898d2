// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import org.apache.storm.thrift.TException;
import tempest.rpc.TempestNimbus;

/** Calls to the leading Nimbus, wherever it is. Any thread. */
public interface NimbusRpc extends AutoCloseable {
    /**
     * Makes one call. If the connection breaks or the leader has moved, it is found again and the call repeated once, so calls must be
     * safe to repeat.
     *
     * @throws TException what Nimbus threw, or a transport error if no leader answered in time
     */
    <T> T call(Call<T> call) throws TException;

    @Override
    void close();

    /** One call. */
    @FunctionalInterface
    interface Call<T> {
        T on(TempestNimbus.Iface nimbus) throws TException;
    }

    /** A call without a result. */
    @FunctionalInterface
    interface VoidCall {
        void on(TempestNimbus.Iface nimbus) throws TException;
    }

    /** Like {@link #call}, for a call without a result. */
    default void run(VoidCall call) throws TException {
        call(nimbus -> {
            call.on(nimbus);
            return null;
        });
    }
}
