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
    private int bodyLength;
    /** How much of the body has arrived; -1 while the header has not. */
    private int arrived = -1;
    /** How much of header and body has been handed on; only once the frame is whole. */
    private int handedOn;

    FrameSocket(SocketChannel channel, int maxFrameBytes) throws IOException, TTransportException {
        super(channel);
        this.maxFrameBytes = maxFrameBytes;
        this.limits = new TConfiguration(maxFrameBytes, maxFrameBytes, TConfiguration.DEFAULT_RECURSION_DEPTH);
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

    @Override
    public int read(ByteBuffer target) throws TTransportException {
        try {
            if (arrived < 0 && !readHeader()) {
                return 0;
            }
            if (arrived < bodyLength && !readBody()) {
                return 0;
            }
        } catch (IOException e) {
            throw new TTransportException(TTransportException.UNKNOWN, e);
        }
        return handOn(target);
    }

    private boolean readHeader() throws IOException, TTransportException {
        requireOpen(getSocketChannel().read(header));
        if (header.hasRemaining()) {
            return false;
        }
        bodyLength = header.getInt(0);
        if (bodyLength <= 0 || bodyLength > maxFrameBytes) {
            String message = "Closing the connection from " + getRemoteSocketAddress() + ": it announces a request of " + bodyLength
                + " bytes, and a request must have from 1 to " + maxFrameBytes;
            LOG.warn(message);
            throw new TTransportException(TTransportException.CORRUPTED_DATA, message);
        }
        body = new byte[Math.min(bodyLength, FIRST_ALLOCATION_BYTES)];
        arrived = 0;
        return true;
    }

    private boolean readBody() throws IOException, TTransportException {
        while (arrived < bodyLength) {
            if (arrived == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(bodyLength, 2L * body.length));
            }
            int count = getSocketChannel().read(ByteBuffer.wrap(body, arrived, body.length - arrived));
            requireOpen(count);
            if (count == 0) {
                return false;
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
            handedOn = 0;
        }
        return handed;
    }

    private void requireOpen(int count) throws TTransportException {
        if (count < 0) {
            boolean between = arrived < 0 && header.position() == 0;
            throw new TTransportException(TTransportException.END_OF_FILE, between ? "closed by the peer" : "closed by the peer within a request");
        }
    }
}
