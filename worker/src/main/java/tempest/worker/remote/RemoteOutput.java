// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.remote;

import com.esotericsoftware.kryo.Kryo;
import java.util.HashMap;
import java.util.Map;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.CapacityListener;
import tempest.worker.link.RemoteLink;
import tempest.worker.serialization.BatchEncoder;
import tempest.worker.transport.OutboundConnection;
import tempest.worker.transport.Transport;
import tempest.worker.tuple.TupleImpl;

/**
 * One emitter's output to all other workers. Called by one thread at a time. What it is offered in one round for tasks of one worker, tuples
 * and acks together, is sent as one frame at the flush, or earlier if it grows large. It never blocks.
 */
final class RemoteOutput implements RemoteLink {
    /** A frame is sent before the flush once it has this many bytes. */
    private static final int FRAME_BYTES = 64 << 10;
    /** Acks for a spout are sent in pieces of at most this many longs, which leave capacity for more in a frame. */
    private static final int ACK_LONGS = 4096;

    /** The memory of a tuple at the receiver beyond its bytes on the wire: the queue's limit is about memory there as well as here. */
    private static final int TUPLE_BYTES = 96;

    private final RemoteTasks tasks;
    private final RemoteSender sender;
    /** Those for closed connections are kept until a new connection is first used. */
    private final Map<OutboundConnection, BatchEncoder> encoders = new HashMap<>();
    /** Created lazily: most emitters of a small topology never send to other workers. */
    private Kryo kryo;
    // An emitter mostly sends to the same worker many times in succession.
    private OutboundConnection lastConnection;
    private BatchEncoder lastEncoder;
    private boolean unsent;

    RemoteOutput(RemoteTasks tasks, RemoteSender sender) {
        this.tasks = tasks;
        this.sender = sender;
    }

    @Override
    public boolean offer(int task, TupleImpl[] tuples, int count, CapacityListener listener) {
        OutboundConnection absent = tasks.connection(task);
        if (absent != null && absent.away() && !absent.writable() && listener.onLost(tuples, count)) {
            absent.lost(count);
            return true;
        }
        OutboundConnection connection = ready(task, true, listener);
        if (connection == null) {
            return false;
        }
        BatchEncoder encoder = encoder(connection);
        for (int at = 0; at < count; ) {
            int next = encoder.tuples(task, tuples, at, count, FRAME_BYTES);
            if (next < count || encoder.bytes() >= FRAME_BYTES) {
                send(connection, encoder);
            }
            at = next;
        }
        unsent = true;
        return true;
    }

    @Override
    public boolean offerAcks(int spoutTask, AckMessageType kind, long[] data, int count, CapacityListener listener) {
        OutboundConnection connection = ready(spoutTask, false, listener);
        if (connection == null) {
            return false;
        }
        BatchEncoder encoder = encoder(connection);
        for (int at = 0; at < count; at += ACK_LONGS) {
            encoder.acks(spoutTask, kind, data, at, Math.min(count, at + ACK_LONGS));
            if (encoder.bytes() >= FRAME_BYTES) {
                send(connection, encoder);
            }
        }
        unsent = true;
        return true;
    }

    /** The task's connection if it may be sent to now; otherwise null, and the listener is notified later. */
    private OutboundConnection ready(int task, boolean heedStops, CapacityListener listener) {
        OutboundConnection connection = tasks.connection(task);
        if (connection == null) {
            tasks.await(listener::onCapacity);
            if (tasks.connection(task) != null) {
                listener.onCapacity();
            }
            return null;
        }
        if (mayTake(connection, task, heedStops)) {
            return connection;
        }
        connection.await(listener::onCapacity);
        if (mayTake(connection, task, heedStops)) {
            listener.onCapacity();
        }
        return null;
    }

    private static boolean mayTake(OutboundConnection connection, int task, boolean heedStops) {
        // What a worker said of its tasks before it went away does not matter any more.
        return connection.writable() && !(heedStops && connection.stopped(task) && !connection.away());
    }

    private BatchEncoder encoder(OutboundConnection connection) {
        if (connection != lastConnection) {
            if (kryo == null) {
                kryo = sender.newKryo();
            }
            lastEncoder = encoders.get(connection);
            if (lastEncoder == null) {
                encoders.keySet().removeIf(OutboundConnection::closed);
                lastEncoder = sender.newEncoder(kryo);
                encoders.put(connection, lastEncoder);
            }
            lastConnection = connection;
        }
        return lastEncoder;
    }

    /** The number of connections it has an encoder for. */
    int encoders() {
        return encoders.size();
    }

    private void send(OutboundConnection connection, BatchEncoder encoder) {
        int tuples = encoder.tupleCount();
        connection.send(encoder.end(sender.alloc(), Transport.RESERVE), tuples * TUPLE_BYTES);
    }

    @Override
    public void flush() {
        if (!unsent) {
            return;
        }
        unsent = false;
        encoders.forEach((connection, encoder) -> {
            if (encoder.bytes() > 0) {
                send(connection, encoder);
            }
        });
    }

    @Override
    public void close() {
        flush();
        encoders.clear();
        lastConnection = null;
        lastEncoder = null;
    }
}
