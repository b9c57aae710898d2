// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another worker that this one sends batches to, over one connection that is made again whenever it is cut. Batches are numbered
 * and kept until the peer confirms them, so that they arrive in order and once, as long as both processes live.
 *
 * <p>Any thread sends; everything else happens on the event loop. It never blocks and, until closed, never drops a batch:
 * who sends looks first whether the queue is {@link #writable} and the task not {@link #stopped}, and waits for either elsewhere.
 *
 * <pre>
 * IDLE       -> CONNECTING   open
 * CONNECTING -> GREETING     the connection stands; a HELLO is sent
 * CONNECTING -> WAITING      the connection failed
 * GREETING   -> CONNECTED    WELCOME: unconfirmed batches are sent again from where the peer wants them
 * GREETING   -> WAITING      REFUSED, cut or no answer
 * CONNECTED  -> WAITING      cut, malformed frame or nothing confirmed for too long
 * WAITING    -> CONNECTING   the back-off is over
 * any        -> CLOSED       the assignment no longer names the peer, or the worker stops; what is queued is released
 * </pre>
 */
public final class OutboundConnection {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundConnection.class);

    private static final long FIRST_WINDOW = 512 << 10;

    enum State { IDLE, CONNECTING, GREETING, CONNECTED, WAITING, CLOSED }

    private final String topologyId;
    private final WorkerAddress self;
    private final WorkerAddress slot;
    private final IntPredicate tasks;
    private final String host;
    private final Supplier<InetSocketAddress> address;
    private final long incarnation;
    private final TransportConfig config;
    private final MessageHandler inbound;
    private final Bootstrap bootstrap;
    private final EventLoop loop;

    // Shared with the threads that send.
    private final Queue<Batch> offered = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    /** Changed by the event loop only. */
    private final Set<Integer> stopped = ConcurrentHashMap.newKeySet();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong takenBatches = new AtomicLong();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final Runnable drain = this::drain;
    /** How much may be queued: little at first, for until the peer has answered nobody knows whether its tasks can take more. */
    private volatile long window;
    private volatile boolean full;
    private volatile State state = State.IDLE;
    private volatile CompletableFuture<Void> reachable = new CompletableFuture<>();

    // Owned by the event loop.
    private final ArrayDeque<Batch> unconfirmed = new ArrayDeque<>();
    private Channel channel;
    private long firstUnconfirmed;
    private long backoffMs;
    private long lastProgressNanos;
    private String lastTrouble = "";
    // Written by the event loop, read by those who report figures.
    private volatile long sentBatches;
    private volatile long confirmedBatches;
    private volatile long lostBatches;
    private volatile long reconnects;

    OutboundConnection(String topologyId, WorkerAddress self, WorkerAddress slot, IntPredicate tasks, String host, Supplier<InetSocketAddress> address, long incarnation,
         TransportConfig config, MessageHandler inbound, Bootstrap bootstrap, EventLoop loop) {
        this.topologyId = topologyId;
        this.self = self;
        this.slot = slot;
        this.tasks = tasks;
        this.host = host;
        this.address = address;
        this.incarnation = incarnation;
        this.config = config;
        this.inbound = inbound;
        this.bootstrap = bootstrap;
        this.loop = loop;
        window = Math.min(config.queueBytes(), FIRST_WINDOW);
    }

    /** A batch on its way, with what it counts in the queue. */
    private record Batch(ByteBuf frame, int weight) { }

    /**
     * Takes one batch to send. Any thread; batches of one thread stay in order. It is taken even if the queue is full: who sends asks
     * {@link #writable} first, so that the limit is exceeded by one batch a sending thread at most.
     *
     * @param payload the batch, with {@link Transport#RESERVE} spare bytes before its reader index; owned by the peer from now on
     * @param extraBytes what the batch counts in the queue beyond its own bytes
     */
    public void send(ByteBuf payload, int extraBytes) {
        int bytes = payload.readableBytes() + Wire.BATCH_HEADER;
        if (bytes - Wire.LENGTH_BYTES > config.maxFrameBytes()) {
            payload.release();
            throw new IllegalArgumentException("a batch of " + bytes + " bytes exceeds the largest frame of " + config.maxFrameBytes()
                + " bytes: send smaller tuples or raise storm.messaging.netty.buffer_size");
        }
        if (state == State.CLOSED) {
            payload.release(); // The task has moved: its new worker sees the replay.
            return;
        }
        Wire.prependBatchHeader(payload);
        int weight = bytes + extraBytes;
        if (queuedBytes.addAndGet(weight) >= window) {
            full = true;
            if (queuedBytes.get() <= resumeBytes()) {
                resume(); // A confirmation came between the two lines above.
            }
        }
        takenBatches.incrementAndGet();
        offered.add(new Batch(payload, weight));
        wakeUp();
    }

    /** False while more is queued than allowed. */
    public boolean writable() {
        return !full;
    }

    /** Whether the peer asked to send nothing more to {@code task} for now. */
    public boolean stopped(int task) {
        return !stopped.isEmpty() && stopped.contains(task);
    }

    /**
     * Runs {@code wakeUp} once, soon after the queue is writable again or the peer lets some task go on, and possibly without need.
     * It must be cheap and not block. Any thread; the caller looks again after this call, for the change may have come before it.
     */
    public void await(Runnable wakeUp) {
        waiting.add(wakeUp);
        if (state == State.CLOSED) {
            wakeAll();
        }
    }

    public boolean connected() {
        return state == State.CONNECTED;
    }

    /** Whether it is no peer any more: what it is sent is discarded. */
    public boolean closed() {
        return state == State.CLOSED;
    }

    /** Completes once the peer first answered, or exceptionally once closed before. */
    public CompletableFuture<Void> reachable() {
        return reachable;
    }

    /** Bytes taken and not yet confirmed by the peer, with the extra that their senders gave. */
    public long queuedBytes() {
        return queuedBytes.get();
    }

    public WorkerAddress slot() {
        return slot;
    }

    /** What happened on this connection, in batches, under the names that Storm's users know. Any thread. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new HashMap<>();
        figures.put("src", self.toString());
        figures.put("dest", host + ":" + slot.port());
        figures.put("sent", sentBatches);
        figures.put("pending", Math.max(0, takenBatches.get() - confirmedBatches - lostBatches));
        figures.put("lostOnSend", lostBatches);
        figures.put("reconnects", reconnects);
        return figures;
    }

    State state() {
        return state;
    }

    private void wakeUp() {
        if (drainScheduled.compareAndSet(false, true)) {
            try {
                loop.execute(drain);
            } catch (java.util.concurrent.RejectedExecutionException e) {
                releaseAll(); // The transport was closed meanwhile.
            }
        }
    }

    private long resumeBytes() {
        return Math.min(config.resumeBytes(), window / 2);
    }

    private void resume() {
        full = false;
        wakeAll();
    }

    private void wakeAll() {
        Runnable wakeUp;
        while ((wakeUp = waiting.poll()) != null) {
            wakeUp.run();
        }
    }

    // ------------------------------------------------------------------ event loop

    void open() {
        if (state == State.IDLE || state == State.WAITING) {
            to(State.CONNECTING, "");
            // Looking up a name may take long, and the loop never waits.
            CompletableFuture.supplyAsync(address).whenComplete((resolved, error) -> loop.execute(() -> connect(resolved, error)));
        }
    }

    private void connect(InetSocketAddress resolved, Throwable error) {
        if (state != State.CONNECTING) {
            return;
        }
        if (error != null || resolved.isUnresolved()) {
            retry("host " + host + " is not known");
            return;
        }
        ChannelFuture connecting = bootstrap.clone().handler(new Connection()).connect(resolved);
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                disconnected(connecting.channel(), done.cause().getMessage());
            }
        });
    }

    private void disconnected(Channel which, String trouble) {
        if (which == channel && state != State.CLOSED) {
            channel = null;
            retry(trouble);
        }
    }

    private void retry(String trouble) {
        backoffMs = backoffMs == 0 ? config.minBackoff().toMillis() : Math.min(backoffMs * 2, config.maxBackoff().toMillis());
        to(State.WAITING, trouble);
        loop.schedule(this::open, backoffMs, TimeUnit.MILLISECONDS);
    }

    private void to(State next, String why) {
        State from = state;
        state = next;
        if (next == State.WAITING && !why.equals(lastTrouble)) {
            lastTrouble = why;
            LOG.info("No connection to worker {} at {} ({}): trying again every {} ms at most", slot, host, why, config.maxBackoff().toMillis());
        } else {
            LOG.debug("OutboundConnection {}: {} -> {} {}", slot, from, next, why);
        }
    }

    private void drain() {
        drainScheduled.set(false);
        if (state != State.CONNECTED) {
            if (state == State.CLOSED) {
                releaseAll();
            }
            return;
        }
        if (unconfirmed.isEmpty()) {
            lastProgressNanos = System.nanoTime();
        }
        boolean wrote = false;
        Batch batch;
        while (channel.isWritable() && (batch = offered.poll()) != null) {
            unconfirmed.add(batch);
            channel.write(batch.frame.retainedDuplicate(), channel.voidPromise());
            sentBatches++;
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
    }

    private void confirmedBefore(long nextBatch) throws ProtocolException {
        if (nextBatch < firstUnconfirmed || nextBatch > firstUnconfirmed + unconfirmed.size()) {
            throw new ProtocolException("it wants batch " + nextBatch + " next, sent are " + firstUnconfirmed + " to "
                + (firstUnconfirmed + unconfirmed.size()) + " (excluded)");
        }
        long bytes = 0;
        for (; firstUnconfirmed < nextBatch; firstUnconfirmed++) {
            Batch batch = unconfirmed.poll();
            bytes += batch.weight;
            batch.frame.release();
            confirmedBatches++;
        }
        lastProgressNanos = System.nanoTime();
        window = Math.min(config.queueBytes(), window + 2 * bytes);
        if (queuedBytes.addAndGet(-bytes) <= resumeBytes() && full) {
            resume();
        }
    }

    private void welcomed(ByteBuf payload) throws ProtocolException {
        confirmedBefore(payload.readLong());
        int count = Wire.readCount(payload, 4);
        Set<Integer> now = new HashSet<>();
        for (int i = 0; i < count; i++) {
            now.add(Wire.readTask(payload, tasks));
        }
        stopped.retainAll(now);
        stopped.addAll(now);
        to(State.CONNECTED, "");
        if (!lastTrouble.isEmpty()) {
            LOG.info("Connected to worker {} at {}; {} unconfirmed batches are sent again", slot, host, unconfirmed.size());
            lastTrouble = "";
            reconnects++;
        }
        backoffMs = 0;
        for (Batch batch : unconfirmed) {
            channel.write(batch.frame.retainedDuplicate(), channel.voidPromise());
        }
        channel.flush();
        drain();
        wakeAll();
        reachable.complete(null);
    }

    private void congestion(int task, boolean stop) {
        if (stop) {
            stopped.add(task);
        } else if (stopped.remove(task)) {
            wakeAll();
        }
    }

    /** Reconnects if the peer has confirmed nothing for long although batches wait; called now and then by the transport. */
    void checkStalled(long nowNanos) {
        if (state == State.CONNECTED && !unconfirmed.isEmpty()
            && nowNanos - lastProgressNanos > TransportConfig.STALL_TIMEOUT.toNanos()) {
            LOG.warn("Worker {} at {} has confirmed nothing for {} s: reconnecting", slot, host, TransportConfig.STALL_TIMEOUT.toSeconds());
            channel.close();
        }
    }

    void close(String why) {
        if (state == State.CLOSED) {
            return;
        }
        to(State.CLOSED, why);
        if (channel != null) {
            channel.close();
        }
        stopped.clear();
        int dropped = unconfirmed.size() + offered.size();
        if (dropped > 0) {
            LOG.info("Forgetting {} batches that worker {} has not confirmed: {}", dropped, slot, why);
        }
        lostBatches += dropped;
        releaseAll();
        unconfirmed.forEach(batch -> batch.frame.release());
        unconfirmed.clear();
        resume();
        reachable.completeExceptionally(new java.util.concurrent.CancellationException("worker " + slot + " is no peer any more"));
    }

    private void releaseAll() {
        Batch batch;
        while ((batch = offered.poll()) != null) {
            batch.frame.release();
        }
    }

    /** One connection to the peer. */
    private final class Connection extends FrameReader {
        private boolean welcomed;
        private String refusal = "the connection ended";

        @Override
        public void channelActive(ChannelHandlerContext ctx) throws Exception {
            if (ctx.channel() == channel && state == State.CONNECTING) {
                to(State.GREETING, "");
                ByteBuf out = ctx.alloc().buffer();
                Wire.writeHello(out, new Wire.Hello(topologyId, self, slot, incarnation, firstUnconfirmed));
                ctx.writeAndFlush(out, ctx.voidPromise());
                ctx.executor().schedule(() -> {
                    if (!welcomed && ctx.channel().isActive()) {
                        refusal = "it did not answer within " + TransportConfig.HANDSHAKE_TIMEOUT.toSeconds() + " s";
                        ctx.close();
                    }
                }, TransportConfig.HANDSHAKE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                ctx.close();
            }
            super.channelActive(ctx);
        }

        @Override
        int maxFrameBytes() {
            return welcomed ? config.maxFrameBytes() : TransportConfig.MAX_WELCOME_BYTES;
        }

        @Override
        String other(ChannelHandlerContext ctx) {
            return "receiver " + slot;
        }

        @Override
        void frame(ChannelHandlerContext ctx, byte type, ByteBuf payload) throws ProtocolException {
            if (ctx.channel() != channel || state == State.CLOSED) {
                payload.skipBytes(payload.readableBytes());
                return;
            }
            if (!welcomed) {
                if (type == Wire.WELCOME) {
                    welcomed = true;
                    welcomed(payload);
                } else if (type == Wire.REFUSED) {
                    refusal = "refused: " + Wire.readText(payload, Wire.MAX_REASON_BYTES);
                    ctx.close();
                } else {
                    throw new ProtocolException("it answers the handshake with a frame of type " + type);
                }
                return;
            }
            switch (type) {
                case Wire.RECEIVED -> confirmedBefore(payload.readLong());
                case Wire.CONGESTION -> congestion(Wire.readTask(payload, tasks), payload.readBoolean());
                case Wire.LOADS -> loads(payload);
                default -> throw new ProtocolException("a receiver does not send frames of type " + type);
            }
        }

        private void loads(ByteBuf payload) throws ProtocolException {
            int count = Wire.readCount(payload, 8);
            int[] of = new int[count];
            float[] loads = new float[count];
            for (int i = 0; i < count; i++) {
                of[i] = Wire.readTask(payload, tasks);
                loads[i] = payload.readFloat();
                if (!(loads[i] >= 0 && loads[i] <= 1)) {
                    throw new ProtocolException("it says that task " + of[i] + " is full to " + loads[i] + ", which is not from 0 to 1");
                }
            }
            inbound.loads(slot, of, loads);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
            if (ctx.channel() == channel && ctx.channel().isWritable()) {
                drain();
            }
            super.channelWritabilityChanged(ctx);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) throws Exception {
            super.channelInactive(ctx);
            disconnected(ctx.channel(), refusal);
        }
    }
}
