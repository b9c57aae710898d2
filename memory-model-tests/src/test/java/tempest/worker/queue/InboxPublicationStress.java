// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import tempest.worker.link.AckMessageType;

/** Two producers and the consumer: each batch is seen whole, once, whoever publishes first. */
@JCStressTest
@Outcome(id = "33, 2", expect = Expect.ACCEPTABLE, desc = "both, whole")
@State
public class InboxPublicationStress {
    private final Inbox inbox = new Inbox(64, () -> { }, stop -> { });
    private final Envelope taken = new Envelope();
    private long sum;
    private long batches;

    @Actor
    public void one() {
        inbox.add(1, null, AckMessageType.ACK, new long[] {1, 2}, 2);
    }

    @Actor
    public void other() {
        inbox.add(1, null, AckMessageType.ACK, new long[] {10, 20}, 2);
    }

    @Actor
    public void consumer() {
        take();
    }

    private void take() {
        while (inbox.poll(taken)) {
            batches++;
            for (int i = 0; i < taken.count(); i++) {
                sum += taken.data()[i];
            }
        }
    }

    @Arbiter
    public void rest(JJ_Result result) {
        take();
        result.r1 = sum;
        result.r2 = batches;
    }
}
