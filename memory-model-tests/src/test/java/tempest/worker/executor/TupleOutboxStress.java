// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.storm.tuple.Fields;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import tempest.worker.queue.Envelope;
import tempest.worker.queue.Inbox;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** The owner of an outbox adds nine tuples, for which its first array is too small, and flushes; another thread sends what is there so far. */
@JCStressTest
@Outcome(id = "123456789", expect = Expect.ACCEPTABLE, desc = "each once, in order")
@State
public class TupleOutboxStress {
    private static final int TUPLES = 9;
    private static final StreamSource SOURCE = new StreamSource(0, "words", "default", new Fields("word"), null);

    private final Inbox inbox = new Inbox(64, () -> { }, stop -> { });
    private final ReentrantLock lock = new ReentrantLock();
    private final TupleOutbox outbox = new TupleOutbox(1, false, inbox, null, () -> { }, lock, (task, tuples, count) -> { });

    @Actor
    public void owner() {
        for (int i = 1; i <= TUPLES; i++) {
            outbox.add(new TupleImpl(SOURCE, 2, List.of(i), 0, 0, null));
        }
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
    public void result(L_Result result) {
        StringBuilder seen = new StringBuilder();
        Envelope batch = new Envelope();
        while (inbox.poll(batch)) {
            for (int i = 0; i < batch.count(); i++) {
                seen.append(batch.tuples()[i] == null ? "-" : batch.tuples()[i].getValue(0));
            }
        }
        result.r1 = seen.toString();
    }
}
