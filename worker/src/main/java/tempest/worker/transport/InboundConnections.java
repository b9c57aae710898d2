// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of a transport: knows every worker that sends to this one, which batch it wants next from each, and tells
 * them all which tasks are congested. Owned by the event loop: every method runs there, and none blocks.
 */
final class InboundConnections {
    private static final Logger LOG = LoggerFactory.getLogger(InboundConnections.class);
    /** Received batches are confirmed after this many ... */
    private static final int CONFIRM_BATCHES = 64;
    /** ... or this many bytes ... */
    private static final int CONFIRM_BYTES = 256 << 10;
    /** ... or, if no more come, this much later. */
    private static final long CONFIRM_DELAY_MS = 20;

    /** Senders that the assignment does not name. */
    static final int MAX_STRANGERS = 1024;

    private final String topologyId;
    private final WorkerAddress self;
    private final TransportConfig config;
    private final MessageHandler inbound;
    /** Changed by the event loop only. */
    private final Map<WorkerAddress, Sender> senders = new ConcurrentHashMap<>();
    private final TreeSet<Integer> stopped = new TreeSet<>();
    private Set<WorkerAddress> assigned = Set.of();

    /** What is remembered of a sender across its connections. */
    private static final class Sender {
        long incarnation;
        long nextBatch;
        Channel channel;
        volatile long received;
    }

    InboundConnections(String topologyId, WorkerAddress self, TransportConfig config, MessageHandler inbound) {
        this.topologyId = topologyId;
        this.self = self;
        this.config = config;
        this.inbound = inbound;
    }

    /** Which workers the assignment names: of others that are not connected any more, nothing is remembered. */
    void assigned(Set<WorkerAddress> workers) {
        assigned = Set.copyOf(workers);
        senders.entrySet().removeIf(entry -> isForgettable(entry.getKey(), entry.getValue()));
    }

    private boolean isForgettable(WorkerAddress slot, Sender sender) {
        return sender.channel == null && !assigned.contains(slot);
    }

    /** What is known of a sender; null if there are too many that the assignment does not name. A new worker may know the assignment first. */
    private Sender sender(Wire.Hello hello) {
        Sender known = senders.get(hello.sender());
        if (known == null) {
            if (!assigned.contains(hello.sender()) && strangers() >= MAX_STRANGERS) {
                senders.entrySet().removeIf(entry -> isForgettable(entry.getKey(), entry.getValue()));
                if (strangers() >= MAX_STRANGERS) {
                    return null;
                }
            }
            known = new Sender();
            senders.put(hello.sender(), known);
        }
        return known;
    }

    private long strangers() {
        return senders.keySet().stream().filter(slot -> !assigned.contains(slot)).count();
    }

    /** Of how many senders something is remembered. Any thread. */
    int senders() {
        return senders.size();
    }

    FrameReader newConnection() {
        return new Connection();
    }

    void congestion(int task, boolean stop) {
        if (stop ? !stopped.add(task) : !stopped.remove(task)) {
            return;
        }
        for (Sender sender : senders.values()) {
            if (sender.channel != null) {
                ByteBuf out = sender.channel.alloc().buffer(16);
                Wire.writeCongestion(out, task, stop);
                sender.channel.writeAndFlush(out, sender.channel.voidPromise());
            }
        }
    }

    void loads(int[] tasks, float[] loads) {
        for (Sender sender : senders.values()) {
            if (sender.channel != null && sender.channel.isWritable()) {
                ByteBuf out = sender.channel.alloc().buffer(16 + 8 * tasks.length);
                Wire.writeLoads(out, tasks, loads);
                sender.channel.writeAndFlush(out, sender.channel.voidPromise());
            }
        }
    }

    /** Batches that came from each sender. Any thread. */
    Map<String, Long> received() {
        Map<String, Long> received = new HashMap<>();
        senders.forEach((slot, sender) -> received.put(slot.toString(), sender.received));
        return received;
    }

    /** One accepted connection. */
    private final class Connection extends FrameReader {
        private WorkerAddress slot;
        private Sender sender;
        private int unconfirmedBatches;
        private int unconfirmedBytes;
        private boolean confirmScheduled;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ctx.executor().schedule(() -> {
                if (sender == null && ctx.channel().isActive()) {
                    LOG.warn("Closing the connection with {}: it did not introduce itself within {} s", other(ctx),
                        TransportConfig.HANDSHAKE_TIMEOUT.toSeconds());
                    ctx.close();
                }
            }, TransportConfig.HANDSHAKE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        int maxFrameBytes() {
            return sender == null ? TransportConfig.MAX_HELLO_BYTES : config.maxFrameBytes();
        }

        @Override
        String other(ChannelHandlerContext ctx) {
            return slot == null ? "a stranger at " + ctx.channel().remoteAddress() : "sender " + slot;
        }

        @Override
        void frame(ChannelHandlerContext ctx, byte type, ByteBuf payload) throws ProtocolException {
            if (sender == null) {
                if (type != Wire.HELLO) {
                    throw new ProtocolException("its first frame is of type " + type + ", not a handshake");
                }
                hello(ctx, Wire.readHello(payload));
            } else if (type == Wire.BATCH) {
                batch(ctx, payload);
            } else {
                throw new ProtocolException("a sender does not send frames of type " + type);
            }
        }

        private void hello(ChannelHandlerContext ctx, Wire.Hello hello) {
            String refusal = null;
            if (!hello.topologyId().equals(topologyId)) {
                refusal = "this worker runs topology " + topologyId + ", not " + hello.topologyId();
            } else if (!hello.receiver().equals(self)) {
                refusal = "this worker is " + self + ", not " + hello.receiver();
            }
            if (refusal != null) {
                refuse(ctx, hello.sender(), refusal);
                return;
            }
            Sender known = sender(hello);
            if (known == null) {
                refuse(ctx, hello.sender(), "its assignment does not name it yet, and it has " + MAX_STRANGERS + " other such senders");
                return;
            }
            if (known.channel != null && known.channel.isActive() && hello.incarnation() < known.incarnation) {
                refuse(ctx, hello.sender(), "a later worker at this address is connected");
                return;
            }
            slot = hello.sender();
            sender = known;
            if (sender.channel != null) {
                // The sender came back before its old connection was seen to end.
                Channel old = sender.channel;
                sender.channel = null;
                old.close();
            }
            if (sender.incarnation != hello.incarnation()) {
                sender.incarnation = hello.incarnation();
                sender.nextBatch = hello.firstBatch();
            }
            sender.channel = ctx.channel();
            ByteBuf out = ctx.alloc().buffer();
            Wire.writeWelcome(out, sender.nextBatch, stopped.stream().mapToInt(Integer::intValue).toArray());
            ctx.writeAndFlush(out, ctx.voidPromise());
            LOG.debug("Worker {} sends from batch {} on", slot, sender.nextBatch);
        }

        private void refuse(ChannelHandlerContext ctx, WorkerAddress who, String reason) {
            LOG.warn("Refusing worker {} at {}: {}", who, ctx.channel().remoteAddress(), reason);
            ByteBuf out = ctx.alloc().buffer();
            Wire.writeRefused(out, reason);
            ctx.writeAndFlush(out).addListener(done -> ctx.close());
        }

        private void batch(ChannelHandlerContext ctx, ByteBuf payload) throws ProtocolException {
            if (sender.channel != ctx.channel()) {
                return; // A newer connection of the same sender repeats what is not confirmed.
            }
            // Counted before it is handed on: one that is damaged is not wanted again.
            sender.nextBatch++;
            sender.received++;
            unconfirmedBatches++;
            unconfirmedBytes += payload.readableBytes();
            inbound.batch(slot, payload);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
            if (unconfirmedBatches >= CONFIRM_BATCHES || unconfirmedBytes >= CONFIRM_BYTES) {
                confirm(ctx);
            } else if (unconfirmedBatches > 0 && !confirmScheduled) {
                confirmScheduled = true;
                ctx.executor().schedule(() -> {
                    confirmScheduled = false;
                    if (unconfirmedBatches > 0 && ctx.channel().isActive()) {
                        confirm(ctx);
                    }
                }, CONFIRM_DELAY_MS, TimeUnit.MILLISECONDS);
            }
            super.channelReadComplete(ctx);
        }

        private void confirm(ChannelHandlerContext ctx) {
            unconfirmedBatches = 0;
            unconfirmedBytes = 0;
            if (sender.channel != ctx.channel()) {
                return;
            }
            ByteBuf out = ctx.alloc().buffer(16);
            Wire.writeReceived(out, sender.nextBatch);
            ctx.writeAndFlush(out, ctx.voidPromise());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) throws Exception {
            super.channelInactive(ctx);
            if (sender != null && sender.channel == ctx.channel()) {
                sender.channel = null;
            }
        }
    }
}
