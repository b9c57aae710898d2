// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.state.KeyValueState;

/** A task's state in an exactly-once topology. The task's thread calls it. Epochs alone commit it. */
public interface IEpochState extends KeyValueState<Object, Object>, AutoCloseable {
    /**
     * Takes a snapshot. What is put afterwards is not in it, also if it is not durable yet when this returns; the task goes on meanwhile.
     *
     * @return what {@link #restore} needs, small, once the snapshot outlives the process; completed by any thread, exceptionally if it could not be made
     */
    CompletableFuture<byte[]> snapshot(Transaction transaction);

    /**
     * Goes back to a snapshot. It may be of another process or machine, and this may be called again and again.
     *
     * @param incarnation the one that begins; what earlier ones stored besides this snapshot is not needed any more
     * @param snapshot what {@link #snapshot} gave; null for the beginning, which has no entries
     * @throws IOException if the snapshot cannot be read, or is not whole: one line that names the file
     * @throws IllegalStateException if it does not fit: of other types, say
     */
    void restore(long incarnation, byte[] snapshot) throws IOException;

    /** The last snapshot that was taken is what the topology goes back to: those before it are not needed any more. */
    void committed(Transaction transaction);

    /** Frees what it has outside of snapshots. Nothing is called afterwards. */
    @Override
    void close();

    @Override
    default void prepareCommit(long txid) {
        throw new UnsupportedOperationException("epochs alone commit state in an exactly-once topology");
    }

    @Override
    default void commit(long txid) {
        prepareCommit(txid);
    }

    @Override
    default void commit() {
        prepareCommit(0);
    }

    @Override
    default void rollback() {
        prepareCommit(0);
    }
}
