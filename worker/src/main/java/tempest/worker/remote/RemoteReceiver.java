// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.remote;

import com.esotericsoftware.kryo.Kryo;
import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.LocalDelivery;
import tempest.worker.serialization.BatchDecoder;
import tempest.worker.serialization.MessageSizes;
import tempest.worker.serialization.TopologyTasks;
import tempest.worker.serialization.UnserializableTupleException;
import tempest.worker.serialization.WireTable;
import tempest.worker.transport.MessageHandler;
import tempest.worker.transport.ProtocolException;
import tempest.worker.transport.WorkerAddress;
import tempest.worker.tuple.TupleImpl;

/**
 * Receives for the tasks of this worker: decodes batches and passes them to the engine. Used by the transport's event loop; it never blocks.
 */
public final class RemoteReceiver implements MessageHandler, BatchDecoder.BlockSink {
    private final Supplier<Kryo> kryos;
    private final WireTable table;
    private final TopologyTasks tasks;
    private final LocalDelivery delivery;
    private final MessageSizes sizes;
    /** Created lazily: a topology's only worker receives nothing. */
    private BatchDecoder decoder;

    /**
     * @param kryos called once, by the event loop
     * @param sizes told how large each tuple is; null for nobody
     */
    public RemoteReceiver(Supplier<Kryo> kryos, WireTable table, TopologyTasks tasks, LocalDelivery delivery, MessageSizes sizes) {
        this.sizes = sizes;
        this.kryos = kryos;
        this.table = table;
        this.tasks = tasks;
        this.delivery = delivery;
    }

    @Override
    public void batch(WorkerAddress sender, ByteBuf payload) throws ProtocolException {
        if (decoder == null) {
            decoder = new BatchDecoder(kryos.get(), table, tasks, sizes);
        }
        try {
            decoder.decode(payload, this);
        } catch (UnserializableTupleException e) {
            throw new ProtocolException(e.getMessage(), e);
        }
    }

    @Override
    public void tuples(int task, TupleImpl[] tuples, int count) {
        delivery.tuples(task, tuples, count);
    }

    @Override
    public void acks(int spoutTask, AckMessageType kind, long[] data, int count) {
        delivery.acks(spoutTask, kind, data, count);
    }
}
