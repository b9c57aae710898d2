// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.worker.transport.ConnectionView.HandshakeReply;
import tempest.worker.transport.ConnectionView.Lookup;
import tempest.worker.transport.ConnectionView.SocketStatus;

/**
 * The connection to another worker, which is re-established whenever it is cut. Batches are numbered and kept until the other worker confirms
 * them, so that they arrive in order and exactly once as long as both processes live. It applies the decisions of {@link ConnectionRules}.
 *
 * <p>Any thread sends; everything else happens on the event loop. It never blocks. The sender first checks that it is {@link #writable} and the
 * task not {@link #stopped}, and waits for either elsewhere. Until closed it drops no batch but those that were not sent, while there is no
 * connection, before the trees of their tuples timed out.
 */
public final class OutboundConnection {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundConnection.class);
    /** The longest path through the table; more steps would be an endless loop in it. */
    private static final int MAX_STEPS = 8;

    private final LocalWorker self;
    private final RemoteWorker to;
    private final TransportConfig config;
    private final LoadListener loads;
    private final NetworkThread network;
    private final ConnectionRules rules;
    private final CompletableFuture<Void> reachable = new CompletableFuture<>();

    // Shared with the threads that send.
    private final SendQueue queue = new SendQueue();
    private final SendWindow window;
    /** Changed by the event loop only. */
    private final Set<Integer> stopped = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final Runnable drain = this::drain;
    private volatile ConnectionState state = ConnectionState.IDLE;
    private final Absence absence;

    // Owned by the event loop.
    private long since;
    private String unwanted;
    private CompletableFuture<InetSocketAddress> lookup;
    private Attempt attempt;
    private int failures;
    private long lastProgress;
    private String lastTrouble = "";
    private Future<?> timer;
    private boolean heardOf;
    private boolean stepping;
    private volatile long reconnects;

    OutboundConnection(LocalWorker self, RemoteWorker to, TransportConfig config, LoadListener loads, NetworkThread network) {
        this.self = self;
        this.to = to;
        this.config = config;
        this.loads = loads;
        this.network = network;
        rules = new ConnectionRules(ConnectionLimits.of(config));
        window = new SendWindow(config.queueBytes(), config.resumeBytes());
        absence = new Absence(to, network.now());
    }

    /**
     * Accepts one batch to send. Any thread; batches of one thread stay in order. It is accepted even if the window is full: the sender
     * checks {@link #writable} first, so that the limit is exceeded by at most one batch per sending thread.
     *
     * @param payload the batch, with {@link Transport#RESERVE} spare bytes before its reader index; owned by the connection from now on
     * @param extraBytes what the batch counts in the window beyond its own bytes
     */
    public void send(ByteBuf payload, int extraBytes) {
        int bytes = payload.readableBytes() + Wire.BATCH_HEADER;
        if (bytes - Wire.LENGTH_BYTES > config.maxFrameBytes()) {
            payload.release();
            throw new IllegalArgumentException("a batch of " + bytes + " bytes exceeds the largest frame of " + config.maxFrameBytes()
                + " bytes: send smaller tuples or raise storm.messaging.netty.buffer_size");
        }
        if (closed()) {
            payload.release(); // The task has moved: its new worker sees the replay.
            return;
        }
        Wire.prependBatchHeader(payload);
        int weight = bytes + extraBytes;
        window.add(weight);
        queue.add(payload, weight, network.now());
        scheduleDrain();
    }

    /** False while more is in flight than allowed. */
    public boolean writable() {
        return window.isOpen();
    }

    /** Whether the other worker asked to stop sending to {@code task} for now. */
    public boolean stopped(int task) {
        return !stopped.isEmpty() && stopped.contains(task);
    }

    /**
     * Whether the other worker has not been there for a while: who cannot send to it does not wait for it any longer, because others would have to
     * wait as well. What is sent to it is kept as long as it is {@link #writable}. Any thread.
     */
    public boolean away() {
        return absence.isAway();
    }

    /** Counts tuples that were not sent because the worker is away. Any thread. */
    public void lost(int tuples) {
        absence.lost(tuples);
    }

    /**
     * Runs {@code wakeUp} once, soon after the connection is writable again or some task may be sent to again, possibly spuriously. It must
     * be cheap and not block. Any thread; the caller checks again after this call, because the change may have happened before it.
     */
    public void await(Runnable wakeUp) {
        window.await(wakeUp);
    }

    public boolean connected() {
        return state == ConnectionState.CONNECTED;
    }

    /** Whether it is closed for ever: what it is given to send is discarded. */
    public boolean closed() {
        return state == ConnectionState.CLOSED;
    }

    /** Completes when the other worker first answers, or exceptionally if it is closed before. */
    public CompletableFuture<Void> reachable() {
        return reachable;
    }

    /** Bytes accepted and not yet confirmed, with the extra bytes that their senders gave. */
    public long queuedBytes() {
        return window.bytes();
    }

    public WorkerAddress address() {
        return to.address();
    }

    /** Statistics of this connection, in batches, under the names that users of Storm know. Any thread. */
    Map<String, Object> stats() {
        Map<String, Object> stats = new HashMap<>();
        stats.put("src", self.address().toString());
        stats.put("dest", to.host() + ":" + to.address().port());
        stats.put("sent", queue.written());
        stats.put("pending", queue.pending());
        stats.put("lostOnSend", queue.lost());
        stats.put("lostTuples", absence.lost());
        stats.put("reconnects", reconnects);
        return stats;
    }

    ConnectionState state() {
        return state;
    }

    private void scheduleDrain() {
        if (drainScheduled.compareAndSet(false, true)) {
            try {
                network.loop().execute(drain);
            } catch (RejectedExecutionException e) {
                queue.dropAdded(); // The transport was closed meanwhile.
            }
        }
    }

    // ------------------------------------------------------------------ event loop

    /** Applies as many steps as possible now; called whenever something may have changed, possibly spuriously. */
    void step() {
        if (stepping) {
            return; // The caller that is stepping checks again after each action.
        }
        stepping = true;
        try {
            for (int i = 0; i < MAX_STEPS; i++) {
                ConnectionView view = view();
                ConnectionStep step = rules.decide(view);
                if (step.stays()) {
                    wakeAt(rules.untilNext(view));
                    return;
                }
                failures += step.failure() ? 1 : 0;
                enter(step);
                act(step);
            }
        } finally {
            stepping = false;
        }
        throw new IllegalStateException("the connection to worker " + address() + " takes more than " + MAX_STEPS + " steps at once; it is now "
            + state);
    }

    /** The other worker has connected to this one: if this waits before it tries again, it tries now. */
    void heardOf() {
        heardOf = true;
        step();
    }

    /** Notices when the other worker goes away; called several times a second. */
    void look() {
        if (closed()) {
            return;
        }
        long now = network.now();
        if (connected()) {
            absence.connected(queue.unconfirmedCount() > 0 ? now - lastProgress : 0, window.limit());
        } else {
            expire(now);
            absence.unconnected(now, window.limit());
        }
        if (absence.isAway()) {
            // Who asked just before it was noticed waits in vain.
            window.wakeAll();
        }
    }

    /** Tuples whose trees have timed out are replayed anyway: they would only arrive beside their replays. */
    private void expire(long now) {
        config.expiry().ifPresent(age -> window.dropped(queue.expire(now - age.toNanos())));
    }

    /** Closes it for ever. */
    void close(String why) {
        unwanted = why;
        step();
    }

    private ConnectionView view() {
        long now = network.now();
        boolean unknown = lookup != null && lookup.isDone() && (lookup.isCompletedExceptionally() || lookup.getNow(null).isUnresolved());
        Lookup found = unknown ? Lookup.FAILED : lookup == null || !lookup.isDone() ? Lookup.PENDING : Lookup.DONE;
        String trouble = unknown ? "host " + to.host() + " is not known" : attempt == null ? "" : attempt.trouble;
        SocketStatus socket = attempt == null ? SocketStatus.CLOSED : attempt.socket;
        HandshakeReply reply = attempt == null ? HandshakeReply.NONE : attempt.reply;
        return new ConnectionView(state, unwanted, found, socket, reply, trouble, now - since, queue.unconfirmedCount() > 0, now - lastProgress,
            failures, heardOf);
    }

    private void wakeAt(long nanos) {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (nanos != Long.MAX_VALUE) {
            timer = network.after(nanos, this::step);
        }
    }

    private void enter(ConnectionStep step) {
        if (step.failure() && !step.why().equals(lastTrouble)) {
            lastTrouble = step.why();
            LOG.info("No connection to worker {} at {} ({}): trying again every {} ms at most", address(), to.host(), step.why(),
                config.maxBackoff().toMillis());
        } else {
            LOG.debug("Connection to worker {}: {} -> {} {}", address(), state, step.next(), step.why());
        }
        state = step.next();
        heardOf = false;
        since = network.now();
    }

    private void act(ConnectionStep step) {
        switch (step.action()) {
            case NOTHING -> { }
            case RESOLVE -> resolve();
            case CONNECT -> connect(lookup.getNow(null));
            case GREET -> attempt.greet();
            case RESUME -> resume();
            case DISCONNECT -> disconnect();
            case RELEASE -> release(step.why());
        }
    }

    private void resolve() {
        // Resolving a name may take long, and the event loop must not wait.
        lookup = CompletableFuture.supplyAsync(to.lookup());
        lookup.whenComplete((found, error) -> network.execute(this::step));
    }

    private void connect(InetSocketAddress address) {
        Attempt started = new Attempt();
        attempt = started;
        ChannelFuture connecting = network.connect(address, started);
        started.channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                started.ended(done.cause().getMessage());
            }
        });
    }

    private void resume() {
        failures = 0;
        lastProgress = network.now();
        expire(lastProgress);
        absence.ends();
        if (!lastTrouble.isEmpty()) {
            LOG.info("Connected to worker {} at {}; {} unconfirmed batches are sent again", address(), to.host(), queue.unconfirmedCount());
            lastTrouble = "";
            reconnects++;
        }
        Channel channel = attempt.channel;
        queue.forEachUnconfirmed(frame -> channel.write(frame.retainedDuplicate(), channel.voidPromise()));
        channel.flush();
        drain();
        window.wakeAll();
        reachable.complete(null);
    }

    private void disconnect() {
        if (attempt.reply == HandshakeReply.WELCOME) {
            absence.begins(network.now());
        }
        Attempt last = attempt;
        attempt = null;
        last.channel.close();
    }

    private void release(String why) {
        if (attempt != null) {
            disconnect();
        }
        stopped.clear();
        int dropped = queue.dropAll();
        if (dropped > 0) {
            LOG.info("Dropping {} batches that worker {} has not confirmed: {}", dropped, address(), why);
        }
        window.close();
        reachable.completeExceptionally(new CancellationException("worker " + address() + " is not sent to any more"));
    }

    private void drain() {
        drainScheduled.set(false);
        if (state != ConnectionState.CONNECTED) {
            if (closed()) {
                queue.dropAdded();
            }
            return;
        }
        if (queue.unconfirmedCount() == 0) {
            lastProgress = network.now();
        }
        Channel channel = attempt.channel;
        boolean wrote = false;
        ByteBuf frame;
        while (channel.isWritable() && (frame = queue.next()) != null) {
            channel.write(frame.retainedDuplicate(), channel.voidPromise());
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
    }

    private void confirmed(long nextBatch) throws ProtocolException {
        long weight = queue.confirmBefore(nextBatch);
        lastProgress = network.now();
        absence.ends();
        window.confirmed(weight);
    }

    private void welcomed(ByteBuf payload) throws ProtocolException {
        confirmed(payload.readLong());
        int count = Wire.readCount(payload, 4);
        Set<Integer> now = new HashSet<>();
        for (int i = 0; i < count; i++) {
            now.add(Wire.readTask(payload, self.tasks()));
        }
        stopped.retainAll(now);
        stopped.addAll(now);
    }

    private void congestion(int task, boolean stop) {
        if (stop) {
            stopped.add(task);
        } else if (stopped.remove(task)) {
            window.wakeAll();
        }
    }

    private void loads(ByteBuf payload) throws ProtocolException {
        Wire.Loads read = Wire.readLoads(payload, self.tasks());
        loads.loads(read.tasks(), read.loads());
    }

    /** One attempt to connect, and its result. Events of earlier attempts are ignored. */
    private final class Attempt extends FrameReader {
        private Channel channel;
        private SenderProof proof;
        private SocketStatus socket = SocketStatus.OPENING;
        private HandshakeReply reply = HandshakeReply.NONE;
        private String trouble = "the connection ended";

        @Override
        public void channelActive(ChannelHandlerContext ctx) throws Exception {
            channel = ctx.channel();
            socket = SocketStatus.OPEN;
            if (this == attempt) {
                step();
            } else {
                ctx.close();
            }
            super.channelActive(ctx);
        }

        void greet() {
            ByteBuf out = channel.alloc().buffer();
            Wire.Hello hello = new Wire.Hello(self.topologyId(), self.address(), address(), to.incarnation(), queue.firstUnconfirmed());
            proof = new SenderProof(config.secret().orElse(null), hello);
            Wire.writeHello(out, hello);
            channel.writeAndFlush(out, channel.voidPromise());
        }

        @Override
        int maxFrameBytes() {
            return reply == HandshakeReply.WELCOME ? config.maxFrameBytes() : TransportConfig.MAX_WELCOME_BYTES;
        }

        @Override
        String other(ChannelHandlerContext ctx) {
            return "receiver " + address();
        }

        @Override
        void frame(ChannelHandlerContext ctx, byte type, ByteBuf payload) throws ProtocolException {
            if (this != attempt) {
                payload.skipBytes(payload.readableBytes());
                return;
            }
            if (reply == HandshakeReply.WELCOME) {
                switch (type) {
                    case Wire.RECEIVED -> confirmed(payload.readLong());
                    case Wire.CONGESTION -> congestion(Wire.readTask(payload, self.tasks()), payload.readBoolean());
                    case Wire.LOADS -> loads(payload);
                    default -> throw new ProtocolException("a receiver does not send frames of type " + type);
                }
                return;
            }
            if (proof.takes(channel, type, payload)) {
                return;
            }
            switch (type) {
                case Wire.WELCOME -> {
                    proof.check();
                    welcomed(payload);
                    reply = HandshakeReply.WELCOME;
                }
                case Wire.REFUSED -> {
                    trouble = "refused: " + Wire.readText(payload, Wire.MAX_REASON_BYTES);
                    reply = HandshakeReply.REFUSED;
                }
                default -> throw new ProtocolException("it answers the handshake with a frame of type " + type);
            }
            step();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
            if (this == attempt && ctx.channel().isWritable()) {
                drain();
            }
            super.channelWritabilityChanged(ctx);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) throws Exception {
            super.channelInactive(ctx);
            ended(trouble);
        }

        void ended(String why) {
            socket = SocketStatus.CLOSED;
            trouble = why;
            if (this == attempt) {
                step();
            }
        }
    }
}
