// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.worker.transport.SenderTable.KnownSender;

/**
 * An accepted connection of another worker: reads its introduction, then its batches, and confirms what has arrived. Used by the event loop
 * only; it never blocks.
 */
final class InboundConnection extends FrameReader {
    private static final Logger LOG = LoggerFactory.getLogger(InboundConnection.class);
    /** Received batches are confirmed after this many ... */
    private static final int CONFIRM_BATCHES = 64;
    /** ... or this many bytes ... */
    private static final int CONFIRM_BYTES = 256 << 10;
    /** ... or, if no more come, this much later. */
    private static final long CONFIRM_DELAY_NANOS = 20_000_000;

    private final InboundConnections connections;
    private final MessageHandler handler;
    private ChannelHandlerContext ctx;
    private WorkerAddress address;
    private KnownSender sender;
    /** The introduction that is still to be proven, and what was made up to that end. */
    private Wire.Hello unproven;
    private byte[] challenge;
    private int unconfirmedBatches;
    private int unconfirmedBytes;
    private boolean confirmScheduled;

    InboundConnection(InboundConnections connections, MessageHandler handler) {
        this.connections = connections;
        this.handler = handler;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        awaitIntroduction(connections.network().now() + TransportConfig.HANDSHAKE_TIMEOUT.toNanos());
    }

    private void awaitIntroduction(long deadline) {
        long left = deadline - connections.network().now();
        if (left > 0) {
            connections.network().after(left, () -> {
                if (sender == null && ctx.channel().isActive()) {
                    awaitIntroduction(deadline);
                }
            });
            return;
        }
        LOG.warn("Closing the connection with {}: it did not introduce itself within {} s", other(ctx),
            TransportConfig.HANDSHAKE_TIMEOUT.toSeconds());
        ctx.close();
    }

    @Override
    int maxFrameBytes() {
        return sender == null ? TransportConfig.MAX_HELLO_BYTES : connections.config().maxFrameBytes();
    }

    @Override
    String other(ChannelHandlerContext unused) {
        return address == null ? "a stranger at " + ctx.channel().remoteAddress() : "sender " + address;
    }

    @Override
    void frame(ChannelHandlerContext unused, byte type, ByteBuf payload) throws ProtocolException {
        if (sender == null) {
            if (unproven != null) {
                answer(type, payload);
                return;
            }
            if (type != Wire.HELLO) {
                throw new ProtocolException("its first frame is of type " + type + ", not a handshake");
            }
            hello(Wire.readHello(payload));
        } else if (type == Wire.BATCH) {
            batch(payload);
        } else {
            throw new ProtocolException("a sender does not send frames of type " + type);
        }
    }

    private void hello(Wire.Hello hello) {
        LocalWorker self = connections.self();
        if (!hello.topologyId().equals(self.topologyId())) {
            refuse(hello, "this worker runs topology " + self.topologyId() + ", not " + hello.topologyId());
            return;
        }
        if (!hello.receiver().equals(self.address())) {
            refuse(hello, "this worker is " + self.address() + ", not " + hello.receiver());
            return;
        }
        Optional<WorkerSecret> secret = connections.config().secret();
        if (secret.isPresent()) {
            // Nothing is remembered of a sender before it has proven that it is one.
            unproven = hello;
            challenge = secret.get().challenge();
            send(64, out -> Wire.writeChallenge(out, challenge));
        } else {
            admit(hello);
        }
    }

    private void answer(byte type, ByteBuf payload) throws ProtocolException {
        if (type != Wire.ANSWER) {
            throw new ProtocolException("it answers the challenge with a frame of type " + type);
        }
        WorkerSecret secret = connections.config().secret().orElseThrow();
        byte[] theirs = Wire.readBytes(payload, WorkerSecret.BYTES);
        byte[] proof = Wire.readBytes(payload, WorkerSecret.BYTES);
        byte[] said = Wire.bytes(unproven);
        if (!WorkerSecret.isSame(proof, secret.proof(WorkerSecret.Side.SENDER, said, challenge, theirs))) {
            refuse(unproven, "it does not know this topology's secret");
            return;
        }
        send(64, out -> Wire.writeProof(out, secret.proof(WorkerSecret.Side.RECEIVER, said, challenge, theirs)));
        Wire.Hello hello = unproven;
        unproven = null;
        admit(hello);
    }

    private void admit(Wire.Hello hello) {
        KnownSender known = connections.senders().find(hello.sender());
        if (known == null) {
            refuse(hello, "this worker's assignment does not name it yet, and there are " + SenderTable.MAX_STRANGERS + " other such senders");
            return;
        }
        if (known.connection != null && known.connection.ctx.channel().isActive() && hello.incarnation() < known.incarnation) {
            refuse(hello, "a later worker at this address is connected");
            return;
        }
        accept(hello, known);
    }

    private void refuse(Wire.Hello hello, String reason) {
        LOG.warn("Refusing worker {} at {}: {}", hello.sender(), ctx.channel().remoteAddress(), reason);
        ByteBuf out = ctx.alloc().buffer();
        Wire.writeRefused(out, reason);
        ctx.writeAndFlush(out).addListener(done -> ctx.close());
    }

    private void accept(Wire.Hello hello, KnownSender known) {
        address = hello.sender();
        sender = known;
        InboundConnection old = sender.connection;
        sender.connection = this;
        if (old != null) {
            old.ctx.close(); // The sender reconnected before the end of its old connection was noticed.
        }
        if (sender.incarnation != hello.incarnation()) {
            sender.incarnation = hello.incarnation();
            sender.nextBatch = hello.firstBatch();
        }
        send(64, out -> Wire.writeWelcome(out, sender.nextBatch, connections.stopped()));
        LOG.debug("Worker {} sends from batch {} on", address, sender.nextBatch);
        connections.connected(address);
    }

    private void batch(ByteBuf payload) throws ProtocolException {
        if (sender.connection != this) {
            return; // A newer connection of the same sender resends what is not confirmed.
        }
        // Counted before it is passed on: a damaged batch is not requested again.
        sender.nextBatch++;
        sender.received++;
        unconfirmedBatches++;
        unconfirmedBytes += payload.readableBytes();
        handler.batch(address, payload);
    }

    /** Writes a frame and flushes. */
    void send(int bytes, Consumer<ByteBuf> frame) {
        ByteBuf out = ctx.alloc().buffer(bytes);
        frame.accept(out);
        ctx.writeAndFlush(out, ctx.voidPromise());
    }

    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext unused) throws Exception {
        if (unconfirmedBatches >= CONFIRM_BATCHES || unconfirmedBytes >= CONFIRM_BYTES) {
            confirm();
        } else if (unconfirmedBatches > 0 && !confirmScheduled) {
            confirmScheduled = true;
            connections.network().after(CONFIRM_DELAY_NANOS, () -> {
                confirmScheduled = false;
                if (unconfirmedBatches > 0 && ctx.channel().isActive()) {
                    confirm();
                }
            });
        }
        super.channelReadComplete(ctx);
    }

    private void confirm() {
        unconfirmedBatches = 0;
        unconfirmedBytes = 0;
        if (sender.connection == this) {
            send(16, out -> Wire.writeReceived(out, sender.nextBatch));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) throws Exception {
        super.channelInactive(ctx);
        if (sender != null && sender.connection == this) {
            sender.connection = null;
        }
    }
}
