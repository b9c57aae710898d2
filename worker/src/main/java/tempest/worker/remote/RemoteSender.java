// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.remote;

import com.esotericsoftware.kryo.Kryo;
import io.netty.buffer.ByteBufAllocator;
import java.util.Map;
import java.util.function.Supplier;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.RemoteTransport;
import tempest.worker.serialization.BatchEncoder;
import tempest.worker.serialization.WireTable;
import tempest.worker.transport.OutboundConnection;
import tempest.worker.transport.Transport;
import tempest.worker.transport.WorkerAddress;

/**
 * Sends to the tasks of all other workers. Its outputs are opened while the engine is built, and used by the engine's threads; the worker's
 * main thread sets where tasks run. It never blocks.
 */
public final class RemoteSender implements RemoteTransport {
    private final Transport transport;
    private final Supplier<WireTable> table;
    private final Supplier<Kryo> kryos;
    private final int maxFrameBytes;
    private final RemoteTasks tasks = new RemoteTasks();

    /**
     * @param table called at each output's first batch for a worker: streams are numbered while the engine is built
     * @param kryos creates a new Kryo at each call, for the calling thread
     */
    public RemoteSender(Transport transport, Supplier<WireTable> table, Supplier<Kryo> kryos, int maxFrameBytes) {
        this.transport = transport;
        this.table = table;
        this.kryos = kryos;
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Applies an assignment; called by the worker's main thread.
     *
     * @param workers where each task of the topology runs
     * @param hosts of the workers this one sends to
     */
    public void assign(Map<Integer, WorkerAddress> workers, Map<WorkerAddress, String> hosts) {
        tasks.assign(transport, workers, hosts);
    }

    @Override
    public RemoteLink open() {
        return new RemoteOutput(tasks, this);
    }

    @Override
    public boolean away(int task) {
        OutboundConnection connection = tasks.connection(task);
        return connection != null && connection.away();
    }

    Kryo newKryo() {
        return kryos.get();
    }

    BatchEncoder newEncoder(Kryo kryo) {
        return new BatchEncoder(kryo, table.get(), maxFrameBytes);
    }

    ByteBufAllocator alloc() {
        return transport.alloc();
    }
}
