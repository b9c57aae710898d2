// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.apache.storm.thrift.TConfiguration;
import org.apache.storm.thrift.transport.TNonblockingSocket;
import org.apache.storm.thrift.transport.TTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of a framed connection. It collects a frame as its bytes arrive and hands it on only when it is whole, so
 * that memory grows with what was sent, never with what was announced, and a caller that stalls halfway holds up nobody else.
 * A frame that announces a length below zero or above the limit ends the connection. Called by the server's selector thread
 * alone; it never reads beyond the frame it is in.
 */
final class FrameSocket extends TNonblockingSocket {
    private static final Logger LOG = LoggerFactory.getLogger(FrameSocket.class);
    private static final int HEADER_BYTES = 4;
    private static final int FIRST_ALLOCATION_BYTES = 4096;

    private final int maxFrameBytes;
    private final TConfiguration limits;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private byte[] body;
    /** As announced; meaningless while the header has not arrived. */
    private int bodyLength = Integer.MAX_VALUE;
    /** How much of the body has arrived; -1 while the header has not. */
    private int arrived = -1;
    /** How much of header and body has been handed on; only once the frame is whole. */
    private int handedOn;

    FrameSocket(SocketChannel channel, int maxFrameBytes) throws IOException, TTransportException {
        super(channel);
        this.maxFrameBytes = maxFrameBytes;
        // Thrift counts some bytes of a message twice: once as the frame's, once as the fields'.
        int maxMessageBytes = (int) Math.min(Integer.MAX_VALUE, 2L * maxFrameBytes + HEADER_BYTES);
        this.limits = new TConfiguration(maxMessageBytes, maxFrameBytes, TConfiguration.DEFAULT_RECURSION_DEPTH);
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
        try {
            boolean open = (arrived >= 0 || readHeader()) && (arrived < 0 || readBody());
            if (!open) {
                return -1;
            }
        } catch (IOException e) {
            LOG.debug("The connection from {} broke off", getRemoteSocketAddress(), e);
            return -1;
        }
        return arrived < bodyLength ? 0 : handOn(target);
    }

    /** Whether the connection is still good. */
    private boolean readHeader() throws IOException {
        if (getSocketChannel().read(header) < 0) {
            return false;
        }
        if (header.hasRemaining()) {
            return true;
        }
        bodyLength = header.getInt(0);
        if (bodyLength <= 0 || bodyLength > maxFrameBytes) {
            LOG.warn("Closing the connection from {}: it announces a request of {} bytes, and a request must have from 1 to {}",
                getRemoteSocketAddress(), bodyLength, maxFrameBytes);
            return false;
        }
        body = new byte[Math.min(bodyLength, FIRST_ALLOCATION_BYTES)];
        arrived = 0;
        return true;
    }

    /** Whether the connection is still good. */
    private boolean readBody() throws IOException {
        while (arrived < bodyLength) {
            if (arrived == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(bodyLength, 2L * body.length));
            }
            int count = getSocketChannel().read(ByteBuffer.wrap(body, arrived, body.length - arrived));
            if (count <= 0) {
                return count == 0;
            }
            arrived += count;
        }
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
        }
        return handed;
    }
}
