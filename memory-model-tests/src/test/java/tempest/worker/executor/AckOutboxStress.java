// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import tempest.worker.ack.AckBatch;
import tempest.worker.link.AckMessageType;
import tempest.worker.queue.Envelope;
import tempest.worker.queue.Inbox;

/** Acks fold in place and a root fails while another thread sends what is there so far: what arrives is the XOR of each root's acks, and one failure. */
@JCStressTest
@Outcome(id = "7, 8, 1", expect = Expect.ACCEPTABLE, desc = "all, once")
@State
public class AckOutboxStress {
    private static final int SPOUT = 1;
    private static final int BOLT = 2;
    private static final long ROOT = 100;
    private static final long OTHER = 201;

    private final Inbox inbox = new Inbox(64, () -> { }, stop -> { });
    private final ReentrantLock lock = new ReentrantLock();
    private final AckOutbox outbox = new AckOutbox(SPOUT, inbox, null, () -> { }, new AckBatch.Folds());

    @Actor
    public void owner() {
        outbox.ack(ROOT, 1);
        outbox.ack(OTHER, 8);
        outbox.ack(ROOT, 2);
        outbox.fail(OTHER, BOLT);
        outbox.ack(ROOT, 4);
        lock.lock();
        try {
            outbox.flush();
        } finally {
            lock.unlock();
        }
    }

    @Actor
    public void watchdog() {
        lock.lock();
        try {
            outbox.flushSoFar();
        } finally {
            lock.unlock();
        }
    }

    @Arbiter
    public void result(JJJ_Result result) {
        Envelope batch = new Envelope();
        while (inbox.poll(batch)) {
            for (int i = 0; i < batch.count(); i += 2) {
                if (batch.kind() == AckMessageType.FAIL) {
                    result.r3++;
                } else if (batch.data()[i] == ROOT) {
                    result.r1 ^= batch.data()[i + 1];
                } else {
                    result.r2 ^= batch.data()[i + 1];
                }
            }
        }
    }
}
