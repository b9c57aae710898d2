// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.storm.thrift.TConfiguration;
import org.apache.storm.thrift.transport.TNonblockingSocket;
import org.apache.storm.thrift.transport.TTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of a framed connection. It collects a frame as its bytes arrive and hands it on only when it is whole, so
 * that memory grows with what was sent, never with what was announced, and a caller that stalls halfway holds up nobody else.
 * A frame that announces a length below zero or above the limit ends the connection, and so does the server's {@link FrameBudget}. Called by the
 * server's selector thread alone, but for {@link #abandon}; it never reads beyond the frame it is in. What a handshake has to compute is done by another
 * thread, and meanwhile nothing is read.
 */
final class FrameSocket extends TNonblockingSocket {
    private static final Logger LOG = LoggerFactory.getLogger(FrameSocket.class);
    private static final int HEADER_BYTES = 4;
    private static final int FIRST_ALLOCATION_BYTES = 4096;
    private static final int DISCARDED_AT_ONCE_BYTES = 4096;

    /**
     * What a server's connections have in common.
     *
     * @param handshakes runs what handshakes have to compute
     */
    record Shared(int maxFrameBytes, FrameBudget budget, CallerLog log, Executor handshakes) {
    }

    private final InetAddress caller;
    private final int maxFrameBytes;
    private final TConfiguration limits;
    private final FrameBudget budget;
    private final CallerConnection connection = new CallerConnection();
    private final ConnectionLayer layer;
    private final CallerLog log;
    private final Executor handshakes;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private byte[] body;
    /** As announced; meaningless while the header has not arrived. */
    private int bodyLength = Integer.MAX_VALUE;
    /** How much of the body has arrived; -1 while the header has not. */
    private int arrived = -1;
    /** How much of header and body has been handed on; only once the frame is whole. */
    private int handedOn;
    private volatile SelectionKey key;
    /** Bytes of the answer that have been taken since this was last looked at. The budget's, under its lock. */
    private long progress;
    /** Bytes that the layer keeps. The budget's, under its lock. */
    private long kept;
    private boolean established;
    private boolean refused;
    /** Whether another thread has the layer. */
    private volatile boolean computing;

    FrameSocket(SocketChannel channel, ConnectionLayer layer, InetAddress caller, Shared shared) throws IOException, TTransportException {
        super(channel);
        this.layer = layer;
        this.established = layer.isEstablished();
        this.caller = caller;
        this.maxFrameBytes = shared.maxFrameBytes();
        this.budget = shared.budget();
        this.log = shared.log();
        this.handshakes = shared.handshakes();
        // Thrift counts some bytes of a message twice: once as the frame's, once as the fields'.
        int maxMessageBytes = (int) Math.min(Integer.MAX_VALUE, 2L * maxFrameBytes + HEADER_BYTES);
        this.limits = new TConfiguration(maxMessageBytes, maxFrameBytes, TConfiguration.DEFAULT_RECURSION_DEPTH);
    }

    CallerConnection connection() {
        return connection;
    }

    InetAddress caller() {
        return caller;
    }

    ConnectionLayer layer() {
        return layer;
    }

    boolean isEstablished() {
        return established;
    }

    long kept() {
        return kept;
    }

    void kept(long bytes) {
        kept = bytes;
    }

    long progress(long bytes) {
        progress = Math.max(0, progress + bytes);
        return progress;
    }

    @Override
    public TConfiguration getConfiguration() {
        // The superclass asks while it is being constructed.
        return limits == null ? super.getConfiguration() : limits;
    }

    @Override
    public int getMaxFrameSize() {
        return maxFrameBytes;
    }

    /** Bytes of a whole frame; 0 while there is none, -1 if there will be none: the server then closes the connection. */
    @Override
    public int read(ByteBuffer target) throws TTransportException {
        if (computing) {
            return -1; // It would not be read now had it not been given up.
        }
        try {
            if (refused) {
                return discard();
            }
            boolean open = (arrived >= 0 || readHeader()) && (arrived < 0 || readBody());
            if (!open || !computes(layer.work())) {
                return -1;
            }
        } catch (RefusedException e) {
            log.warn("Closing the connection from " + caller + ": " + e.getMessage());
            return refuse();
        } catch (IOException e) {
            LOG.debug("The connection from {} broke off", caller, e);
            return -1;
        }
        return arrived < bodyLength ? 0 : handOn(target);
    }

    /** Has the layer's work done, if there is some, and does not read before it is; false if nobody can do it, since the server stops. */
    private boolean computes(ConnectionLayer.Work work) {
        if (work == null) {
            return true;
        }
        computing = true;
        try {
            key.interestOps(0);
            handshakes.execute(() -> compute(work));
            return true;
        } catch (RejectedExecutionException | CancelledKeyException e) {
            LOG.debug("The connection from {} ends in its handshake", caller, e);
            return false;
        }
    }

    private void compute(ConnectionLayer.Work work) {
        try {
            work.run();
            if (layer.isEstablished()) {
                budget.isIntroduced(this);
            }
        } catch (RefusedException e) {
            log.warn("Closing the connection from " + caller + ": " + e.getMessage());
            refuse();
        } catch (IOException e) {
            LOG.debug("The connection from {} broke off", caller, e);
            end();
        }
        computing = false;
        try {
            key.interestOps(SelectionKey.OP_READ);
            key.selector().wakeup();
        } catch (CancelledKeyException e) {
            LOG.debug("The connection from {} was gone before its handshake was over", caller, e);
        }
    }

    /** Leaves the caller the time of a handshake to read why: closing at once would discard that, if some of what it has sent is unread. */
    private int refuse() {
        refused = true;
        try {
            getSocketChannel().shutdownOutput();
            return established ? -1 : 0;
        } catch (IOException e) {
            return -1;
        }
    }

    private int discard() throws IOException {
        ByteBuffer discarded = ByteBuffer.allocate(DISCARDED_AT_ONCE_BYTES);
        return getSocketChannel().read(discarded) < 0 ? -1 : 0;
    }

    /** Whether the connection is still good. */
    private boolean readHeader() throws IOException {
        if (layer.read(header) < 0 || !keepsWithinBudget()) {
            return false;
        }
        if (!established && layer.isEstablished()) {
            established = true;
            budget.isIntroduced(this);
        }
        if (header.position() > 0 || layer.keptBytes() > 0) {
            budget.begins(this);
        }
        if (header.hasRemaining()) {
            return true;
        }
        bodyLength = header.getInt(0);
        if (bodyLength <= 0 || bodyLength > maxFrameBytes) {
            log.warn("Closing the connection from " + caller + ": it announces a request of " + bodyLength + " bytes, and a request must have from 1 to "
                + maxFrameBytes);
            return false;
        }
        body = new byte[0];
        arrived = 0;
        return true;
    }

    /** Whether the connection is still good. */
    private boolean readBody() throws IOException {
        while (arrived < bodyLength) {
            if (arrived == body.length && !grow()) {
                return false;
            }
            int count = layer.read(ByteBuffer.wrap(body, arrived, body.length - arrived));
            if (count <= 0) {
                return count == 0 && keepsWithinBudget();
            }
            arrived += count;
        }
        if (layer.keptBytes() > 0) {
            // What has been decrypted already would not wake the selector.
            log.warn("Closing the connection from " + caller + ": it sends a request before the one before is answered");
            return false;
        }
        return keepsWithinBudget();
    }

    private boolean keepsWithinBudget() {
        if (budget.keeps(this, layer.keptBytes())) {
            return true;
        }
        log.warn("Closing the connection from " + caller + ": this server keeps as much for others as fits into its memory");
        return false;
    }

    private boolean grow() {
        int length = (int) Math.min(bodyLength, Math.max(FIRST_ALLOCATION_BYTES, 2L * body.length));
        if (!budget.reserve(this, length - body.length)) {
            log.warn("Closing the connection from " + caller + ": this server has as many requests in progress as fit into its memory");
            return false;
        }
        body = Arrays.copyOf(body, length);
        return true;
    }

    private int handOn(ByteBuffer target) {
        int before = handedOn;
        if (handedOn < HEADER_BYTES) {
            int count = Math.min(target.remaining(), HEADER_BYTES - handedOn);
            target.put(header.array(), handedOn, count);
            handedOn += count;
        }
        if (handedOn >= HEADER_BYTES) {
            int count = Math.min(target.remaining(), bodyLength - (handedOn - HEADER_BYTES));
            target.put(body, handedOn - HEADER_BYTES, count);
            handedOn += count;
        }
        int handed = handedOn - before;
        if (handedOn == HEADER_BYTES + bodyLength) {
            header.clear();
            body = null;
            arrived = -1;
            bodyLength = Integer.MAX_VALUE;
            handedOn = 0;
            if (!budget.isWhole(this)) {
                // Given up this very moment: a request that is processed would come back to a connection that is not there.
                return -1;
            }
        }
        return handed;
    }

    /** Bytes of an answer that were sent; -1 if the connection is gone. */
    @Override
    public int write(ByteBuffer answer) throws TTransportException {
        int sent;
        try {
            sent = layer.write(answer);
        } catch (IOException e) {
            LOG.debug("The connection from {} broke off", caller, e);
            return -1;
        }
        budget.answers(this, sent, answer.remaining());
        return sent;
    }

    /** The answer to its request is ready; called by the thread that processed it. */
    void hasAnswer() {
        budget.hasAnswer(this);
    }

    /** Ends it from any thread: the selector thread is told by the connection's end, and closes it. */
    void abandon(String why) {
        log.warn("Closing the connection from " + caller + ": " + why);
        end();
    }

    void end() {
        try {
            getSocketChannel().shutdownInput();
            getSocketChannel().shutdownOutput();
            SelectionKey registered = key;
            if (registered != null) {
                // While an answer waits to be taken, the selector does not look for the end of the input.
                registered.interestOpsOr(SelectionKey.OP_READ);
                registered.selector().wakeup();
            }
        } catch (IOException | CancelledKeyException e) {
            LOG.debug("The connection from {} was gone already", caller, e);
        }
    }

    @Override
    public SelectionKey registerSelector(Selector selector, int interests) throws IOException {
        key = super.registerSelector(selector, interests);
        return key;
    }

    @Override
    public void close() {
        if (layer != null) {
            layer.close();
        }
        super.close();
        if (budget != null) {
            budget.ends(this);
            connection.ended();
        }
    }
}
