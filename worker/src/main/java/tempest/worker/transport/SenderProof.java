// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * The sender's part of a handshake between workers that make sure of each other: it answers the receiver's challenge and checks the receiver's proof.
 * Without a secret it has nothing to do, and refuses to be asked. One for each attempt to connect; event loop only.
 */
final class SenderProof {
    private final WorkerSecret secret;
    private final Wire.Hello hello;
    private byte[] expected;
    private boolean proven;

    /** @param secret null if connections are not authenticated */
    SenderProof(WorkerSecret secret, Wire.Hello hello) {
        this.secret = secret;
        this.hello = hello;
    }

    /** Whether a frame was about this, and is done with. */
    boolean takes(Channel channel, byte type, ByteBuf payload) throws ProtocolException {
        if (type == Wire.CHALLENGE) {
            answer(channel, Wire.readBytes(payload, WorkerSecret.BYTES));
            return true;
        }
        if (type == Wire.PROOF) {
            if (expected == null || !WorkerSecret.isSame(Wire.readBytes(payload, WorkerSecret.BYTES), expected)) {
                throw new ProtocolException("it does not know this topology's secret");
            }
            proven = true;
            return true;
        }
        return false;
    }

    private void answer(Channel channel, byte[] receiverChallenge) throws ProtocolException {
        if (secret == null) {
            throw new ProtocolException("it wants proof of the topology's secret, and here " + WorkerSecret.AUTHENTICATION + " is not true");
        }
        if (expected != null) {
            throw new ProtocolException("it wants proof of the topology's secret a second time");
        }
        byte[] senderChallenge = secret.challenge();
        byte[] said = Wire.bytes(hello);
        expected = secret.proof(WorkerSecret.Side.RECEIVER, said, receiverChallenge, senderChallenge);
        byte[] proof = secret.proof(WorkerSecret.Side.SENDER, said, receiverChallenge, senderChallenge);
        ByteBuf out = channel.alloc().buffer();
        Wire.writeAnswer(out, senderChallenge, proof);
        channel.writeAndFlush(out, channel.voidPromise());
    }

    /** Refuses to send to a receiver that has not shown to know the secret. */
    void check() throws ProtocolException {
        if (secret != null && !proven) {
            throw new ProtocolException("it has not shown that it knows this topology's secret (" + WorkerSecret.AUTHENTICATION + ")");
        }
    }
}
