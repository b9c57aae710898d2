// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.remote;

import com.esotericsoftware.kryo.Kryo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Map;
import java.util.function.Supplier;
import tempest.worker.link.AckKind;
import tempest.worker.link.CongestionListener;
import tempest.worker.link.LocalDelivery;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.RemoteTransport;
import tempest.worker.serialization.BatchDecoder;
import tempest.worker.serialization.BatchEncoder;
import tempest.worker.serialization.TopologyTasks;
import tempest.worker.serialization.UnserializableTupleException;
import tempest.worker.serialization.WireTable;
import tempest.worker.transport.MessageHandler;
import tempest.worker.transport.ProtocolException;
import tempest.worker.transport.Transport;
import tempest.worker.transport.TransportConfig;
import tempest.worker.transport.WorkerAddress;
import tempest.worker.tuple.TupleImpl;

/**
 * A worker's connection to the tasks of all other workers, both ways. Built by the process before the engine; {@link #attach}ed
 * to it before the port opens. Lanes are opened and used by the engine's threads; batches arrive on the transport's event loop,
 * which decodes them and never blocks.
 */
public final class RemoteLinks implements RemoteTransport, CongestionListener, MessageHandler, BatchDecoder.Sink {
    /** Hears how full other workers' tasks are. */
    @FunctionalInterface
    public interface LoadListener {
        void loads(int[] tasks, float[] loads);
    }

    private final TransportConfig config;
    private final Supplier<Kryo> kryos;
    private final RemoteTasks tasks = new RemoteTasks();
    private WireTable table;
    private TopologyTasks topologyTasks;
    private Transport transport;
    private LocalDelivery inlet;
    private LoadListener loadListener;
    private BatchDecoder decoder;

    /** @param kryos makes a new Kryo at each call, for the calling thread */
    public RemoteLinks(TransportConfig config, Supplier<Kryo> kryos) {
        this.config = config;
        this.kryos = kryos;
    }

    /** Completes the wiring: called once, before the port opens and before the engine starts. */
    public void attach(Transport transport, WireTable table, TopologyTasks topologyTasks, LocalDelivery inlet, LoadListener loadListener) {
        this.transport = transport;
        this.table = table;
        this.topologyTasks = topologyTasks;
        this.inlet = inlet;
        this.loadListener = loadListener;
    }

    /**
     * Follows an assignment; called by the process's thread.
     *
     * @param slots where each task of the topology runs
     * @param hosts of the slots this worker sends to
     */
    public void assign(Map<Integer, WorkerAddress> slots, Map<WorkerAddress, String> hosts) {
        tasks.assign(transport, slots, hosts);
    }

    // Lanes are opened while the engine is wired, so they ask for these when they first send.

    Kryo newKryo() {
        return kryos.get();
    }

    BatchEncoder newEncoder(Kryo kryo) {
        return new BatchEncoder(kryo, table, config.maxFrameBytes());
    }

    ByteBufAllocator alloc() {
        return transport.alloc();
    }

    @Override
    public RemoteLink open() {
        return new RemoteOutput(tasks, this);
    }

    @Override
    public void congestion(int task, boolean stop) {
        transport.congestion(task, stop);
    }

    @Override
    public void batch(WorkerAddress sender, ByteBuf payload) throws ProtocolException {
        if (decoder == null) {
            decoder = new BatchDecoder(kryos.get(), table, topologyTasks);
        }
        try {
            decoder.decode(payload, this);
        } catch (UnserializableTupleException e) {
            throw new ProtocolException(e.getMessage(), e);
        }
    }

    @Override
    public void loads(WorkerAddress peer, int[] tasks, float[] loads) {
        loadListener.loads(tasks, loads);
    }

    @Override
    public void tuples(int task, TupleImpl[] tuples, int count) {
        inlet.tuples(task, tuples, count);
    }

    @Override
    public void acks(int spoutTask, AckKind kind, long[] data, int count) {
        inlet.acks(spoutTask, kind, data, count);
    }
}
