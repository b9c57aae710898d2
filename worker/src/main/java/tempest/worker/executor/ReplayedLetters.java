// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import tempest.worker.ack.PendingRoots;
import tempest.worker.link.AckMessageType;
import tempest.worker.queue.Envelope;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/**
 * Dead letters on their way to their bolts again, as trees whose roots belong to the task that stores letters. Each is a last attempt: what a bolt
 * fails of it becomes a new letter, and the tree completes. Used by that task's executor's thread.
 */
final class ReplayedLetters {
    private final Emitter emitter;
    private final PendingRoots pending;

    /** A letter being replayed and who waits for it. */
    private record Replay(long letter, ReplayListener listener) { }

    ReplayedLetters(int task, long timeoutNanos, int firstGeneration, Emitter emitter) {
        this.emitter = emitter;
        pending = new PendingRoots(task, timeoutNanos, firstGeneration);
    }

    void replay(long letter, int target, StreamSource source, int sourceTask, List<Object> values, long now, ReplayListener listener) {
        int slot = pending.open(new Replay(letter, listener), 0, 0, now, true);
        long root = pending.root(slot);
        long edge = emitter.nextEdge();
        emitter.send(target, new TupleImpl(source, sourceTask, values, root, edge, null));
        pending.apply(root, edge);
    }

    void apply(Envelope message, long now) {
        long[] data = message.data();
        int step = message.kind().pairs() ? 2 : 1;
        for (int i = 0; i < message.count(); i += step) {
            if (message.kind() == AckMessageType.RESET) {
                pending.reset(data[i], now);
                continue;
            }
            boolean acks = message.kind() == AckMessageType.ACK;
            int slot = acks ? pending.apply(data[i], data[i + 1]) : pending.find(data[i]);
            if (slot != PendingRoots.NONE) {
                end(slot, acks ? null : "the last replay failed in task " + (int) data[i + 1]);
            }
        }
    }

    void expire(long now) {
        for (int slot = pending.expired(now); slot != PendingRoots.NONE; slot = pending.expired(now)) {
            end(slot, "the last replay was not complete within topology.message.timeout.secs");
        }
    }

    private void end(int slot, String trouble) {
        Replay replay = (Replay) pending.messageId(slot);
        pending.release(slot);
        replay.listener.ended(replay.letter, trouble);
    }
}
