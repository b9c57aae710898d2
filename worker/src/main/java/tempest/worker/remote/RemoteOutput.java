// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.remote;

import com.esotericsoftware.kryo.Kryo;
import java.util.HashMap;
import java.util.Map;
import tempest.worker.link.AckKind;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Waiter;
import tempest.worker.serialization.BatchEncoder;
import tempest.worker.transport.OutboundConnection;
import tempest.worker.transport.Transport;
import tempest.worker.tuple.TupleImpl;

/**
 * One emitting lane's way to all other workers. Called by one thread at a time. What it is offered in one round for tasks of one
 * worker, tuples and acks together, leaves as one frame at the flush, or earlier if it grows large. It never blocks.
 */
final class RemoteOutput implements RemoteLink {
    /** A frame leaves before the flush once it has this many bytes. */
    private static final int FRAME_BYTES = 64 << 10;
    /** News for a spout go out in pieces of so many longs, which leave room for more in a frame. */
    private static final int ACK_LONGS = 4096;

    /** What a tuple takes at the receiver beyond its bytes on the wire: the queue's limit is about memory there as well as here. */
    private static final int TUPLE_BYTES = 96;

    private final RemoteTasks tasks;
    private final RemoteLinks links;
    /** By peer; of those that are closed until a new one is met. */
    private final Map<OutboundConnection, BatchEncoder> encoders = new HashMap<>();
    /** Made at the first need: most lanes of a small topology never leave their worker. */
    private Kryo kryo;
    // A lane mostly sends to the same worker many times in a row.
    private OutboundConnection lastPeer;
    private BatchEncoder lastEncoder;
    private boolean unsent;

    RemoteOutput(RemoteTasks tasks, RemoteLinks links) {
        this.tasks = tasks;
        this.links = links;
    }

    @Override
    public boolean offer(int task, TupleImpl[] tuples, int count, Waiter waiter) {
        OutboundConnection peer = ready(task, true, waiter);
        if (peer == null) {
            return false;
        }
        BatchEncoder encoder = encoder(peer);
        for (int at = 0; at < count; ) {
            int next = encoder.tuples(task, tuples, at, count, FRAME_BYTES);
            if (next < count || encoder.bytes() >= FRAME_BYTES) {
                send(peer, encoder);
            }
            at = next;
        }
        unsent = true;
        return true;
    }

    @Override
    public boolean offerAcks(int spoutTask, AckKind kind, long[] data, int count, Waiter waiter) {
        OutboundConnection peer = ready(spoutTask, false, waiter);
        if (peer == null) {
            return false;
        }
        BatchEncoder encoder = encoder(peer);
        for (int at = 0; at < count; at += ACK_LONGS) {
            encoder.acks(spoutTask, kind, data, at, Math.min(count, at + ACK_LONGS));
            if (encoder.bytes() >= FRAME_BYTES) {
                send(peer, encoder);
            }
        }
        unsent = true;
        return true;
    }

    /** The task's peer if it may be sent to now; otherwise null, and the waiter is woken later. */
    private OutboundConnection ready(int task, boolean heedStops, Waiter waiter) {
        OutboundConnection peer = tasks.peer(task);
        if (peer == null) {
            tasks.await(waiter::wake);
            if (tasks.peer(task) != null) {
                waiter.wake();
            }
            return null;
        }
        if (mayTake(peer, task, heedStops)) {
            return peer;
        }
        peer.await(waiter::wake);
        if (mayTake(peer, task, heedStops)) {
            waiter.wake();
        }
        return null;
    }

    private static boolean mayTake(OutboundConnection peer, int task, boolean heedStops) {
        return peer.writable() && !(heedStops && peer.stopped(task));
    }

    private BatchEncoder encoder(OutboundConnection peer) {
        if (peer != lastPeer) {
            if (kryo == null) {
                kryo = links.newKryo();
            }
            lastEncoder = encoders.get(peer);
            if (lastEncoder == null) {
                encoders.keySet().removeIf(OutboundConnection::closed);
                lastEncoder = links.newEncoder(kryo);
                encoders.put(peer, lastEncoder);
            }
            lastPeer = peer;
        }
        return lastEncoder;
    }

    /** How many peers it has an encoder for. */
    int encoders() {
        return encoders.size();
    }

    private void send(OutboundConnection peer, BatchEncoder encoder) {
        int tuples = encoder.tupleCount();
        peer.send(encoder.end(links.alloc(), Transport.RESERVE), tuples * TUPLE_BYTES);
    }

    @Override
    public void flush() {
        if (!unsent) {
            return;
        }
        unsent = false;
        encoders.forEach((peer, encoder) -> {
            if (encoder.bytes() > 0) {
                send(peer, encoder);
            }
        });
    }

    @Override
    public void close() {
        flush();
        encoders.clear();
        lastPeer = null;
        lastEncoder = null;
    }
}
