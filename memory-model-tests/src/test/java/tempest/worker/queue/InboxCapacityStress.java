// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import tempest.worker.tuple.TupleImpl;

/** A producer is refused and waits while the consumer takes what was in its way: the batch is accepted, or the producer is told to try again. */
@JCStressTest
@Outcome(id = {"true, false", "false, true", "true, true"}, expect = Expect.ACCEPTABLE, desc = "accepted, or told")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "the producer waits for ever")
@State
public class InboxCapacityStress {
    private final Inbox inbox = new Inbox(1, () -> { }, stop -> { });
    private final Envelope taken = new Envelope();
    private boolean accepted;
    private volatile boolean told;

    public InboxCapacityStress() {
        if (!inbox.offer(1, new TupleImpl[1], 1)) {
            throw new IllegalStateException("an empty inbox refuses");
        }
    }

    @Actor
    public void producer() {
        TupleImpl[] batch = new TupleImpl[1];
        accepted = inbox.offer(1, batch, 1);
        if (!accepted) {
            inbox.awaitCapacity(() -> told = true);
            accepted = inbox.offer(1, batch, 1);
        }
    }

    @Actor
    public void consumer() {
        inbox.poll(taken);
    }

    @Arbiter
    public void result(ZZ_Result result) {
        result.r1 = accepted;
        result.r2 = told;
    }
}
