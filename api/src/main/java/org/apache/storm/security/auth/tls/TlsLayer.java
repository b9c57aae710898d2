// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.Subject;
import org.apache.storm.security.auth.ConnectionLayer;
import org.apache.storm.security.auth.PlainCall;
import org.apache.storm.security.auth.RefusedException;

/**
 * The server's end of a TLS connection. It takes one record at a time from the socket, so that the socket still tells when there is more, and sends a record
 * whole before it takes more of an answer. A caller without a certificate is nobody. One connection's; called by the server's selector thread, but for the
 * handshake's arithmetic, a millisecond or so, for which another thread has it meanwhile.
 */
final class TlsLayer implements ConnectionLayer {
    private static final int HEADER_BYTES = 5;
    private static final int LENGTH_AT = 3;
    private static final int MAX_RECORD_BYTES = 16 * 1024 + 2048;
    private static final byte FIRST_TYPE = 20;
    private static final byte LAST_TYPE = 24;
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    /** Buffers that all connections of one selector thread use by turns. */
    record Scratch(ByteBuffer plain, ByteBuffer packet) {
        static Scratch of(SSLEngine engine) {
            return new Scratch(ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()),
                ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        }
    }

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final Scratch scratch;
    private final String hint;
    /** A record as it arrives: nothing, its header, then all of it. */
    private ByteBuffer record = NONE;
    /** Decrypted and not yet taken. */
    private ByteBuffer plain = NONE;
    /** Encrypted and not yet sent, and how much of the answer it is. */
    private ByteBuffer pending = NONE;
    private int pendingPlain;
    private volatile boolean established;
    private boolean first = true;
    private Subject subject;
    /** The engine has something to compute before it goes on. */
    private boolean hasWork;

    /** @param hint what a client must set that does not speak TLS */
    TlsLayer(SocketChannel channel, SSLEngine engine, Scratch scratch, String hint) throws IOException {
        this.channel = channel;
        this.engine = engine;
        this.scratch = scratch;
        this.hint = hint;
        engine.beginHandshake();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (plain.hasRemaining()) {
                return take(target);
            }
            if (hasWork || !readRecord()) {
                return 0;
            }
            if (record == null || !decrypt()) {
                record = NONE;
                return -1;
            }
        }
        return 0;
    }

    private int take(ByteBuffer target) {
        int count = Math.min(plain.remaining(), target.remaining());
        target.put(plain.slice(plain.position(), count));
        plain.position(plain.position() + count);
        if (!plain.hasRemaining()) {
            plain = NONE;
        }
        return count;
    }

    /** Whether a record is whole, or, with {@link #record} null, none will be. */
    private boolean readRecord() throws IOException {
        if (record == NONE) {
            record = ByteBuffer.allocate(HEADER_BYTES);
        }
        while (true) {
            if (channel.read(record) < 0) {
                if (!established && !first) {
                    throw new RefusedException("it ended during its TLS handshake");
                }
                record = null;
                return true;
            }
            if (first && record.position() > 0) {
                checkFirstByte();
                first = false;
            }
            if (record.hasRemaining()) {
                return releaseIfEmpty();
            }
            if (record.capacity() > HEADER_BYTES) {
                return true;
            }
            record = ByteBuffer.allocate(HEADER_BYTES + recordLength()).put(record.flip());
        }
    }

    /** False always: there is no whole record. */
    private boolean releaseIfEmpty() {
        if (record.position() == 0) {
            record = NONE;
        }
        return false;
    }

    private int recordLength() throws IOException {
        int length = Short.toUnsignedInt(record.getShort(LENGTH_AT));
        byte type = record.get(0);
        if (type < FIRST_TYPE || type > LAST_TYPE || length == 0 || length > MAX_RECORD_BYTES) {
            throw new RefusedException("it sends what is no TLS");
        }
        return length;
    }

    private void checkFirstByte() throws IOException {
        if (!PlainCall.mayBegin(record.get(0))) {
            return;
        }
        ByteBuffer call = ByteBuffer.allocate(PlainCall.LOOKED_AT_BYTES).put(record.flip());
        channel.read(call);
        ByteBuffer answer = PlainCall.refusal(call.flip(), "this port speaks TLS: " + hint);
        if (answer != null) {
            channel.write(answer);
        }
        throw new RefusedException("it does not speak TLS");
    }

    /** Decrypts the record that is whole; false if it says that there will be no more. */
    private boolean decrypt() throws IOException {
        record.flip();
        try {
            boolean closed = false;
            while (record.hasRemaining() && !closed) {
                SSLEngineResult result = engine.unwrap(record, scratch.plain());
                keep(scratch.plain());
                closed = result.getStatus() == SSLEngineResult.Status.CLOSED;
                if (!closed && result.getStatus() != SSLEngineResult.Status.OK) {
                    throw new SSLException("a record is of another length than it says");
                }
                goOn(scratch.packet());
                if (hasWork && record.hasRemaining()) {
                    throw new SSLException("a record holds more than a record");
                }
            }
            record = NONE;
            return !closed;
        } catch (SSLException e) {
            throw broken(e, scratch.packet());
        }
    }

    private RefusedException broken(SSLException reason, ByteBuffer packet) {
        sendAlert(packet);
        return new RefusedException((established ? "its TLS connection is broken: " : "its TLS handshake failed: ") + reason.getMessage(), reason);
    }

    @Override
    public Work work() {
        return hasWork ? this::compute : null;
    }

    private void compute() throws IOException {
        // Not the selector thread's, which is using that for another connection.
        ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            while (hasWork) {
                hasWork = false;
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
                goOn(packet);
            }
        } catch (SSLException e) {
            hasWork = false;
            throw broken(e, packet);
        } catch (RuntimeException e) {
            throw new RefusedException("its TLS handshake failed: " + e, e);
        }
    }

    private void keep(ByteBuffer decrypted) {
        decrypted.flip();
        if (decrypted.hasRemaining()) {
            ByteBuffer kept = ByteBuffer.allocate(plain.remaining() + decrypted.remaining());
            plain = kept.put(plain).put(decrypted).flip();
        }
        decrypted.clear();
    }

    /** Does what the handshake wants before it wants to read again, or to compute. */
    private void goOn(ByteBuffer packet) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    if (established) {
                        throw new RefusedException("it asks for another handshake");
                    }
                    hasWork = true;
                    return;
                }
                case NEED_WRAP -> sendWhole(packet.clear());
                case NOT_HANDSHAKING, FINISHED -> {
                    if (!established) {
                        subject = caller();
                        established = true;
                    }
                    return;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private Subject caller() {
        try {
            Principal principal = engine.getSession().getPeerPrincipal();
            return new Subject(true, Set.of(principal), Set.of(), Set.of());
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private void sendWhole(ByteBuffer packet) throws IOException {
        if (pending.hasRemaining()) {
            throw new RefusedException("it renews its keys while it takes an answer");
        }
        engine.wrap(NONE, packet);
        packet.flip();
        channel.write(packet);
        if (packet.hasRemaining()) {
            throw new RefusedException("it does not take what its TLS handshake sends");
        }
    }

    /** Tells the other end why, if it still listens. */
    private void sendAlert(ByteBuffer packet) {
        try {
            engine.closeOutbound();
            engine.wrap(NONE, packet.clear());
            channel.write(packet.flip());
        } catch (IOException e) {
            pending = NONE; // It does not listen.
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int before = source.remaining();
        while (source.hasRemaining()) {
            if (!pending.hasRemaining()) {
                encrypt(source.duplicate());
            }
            channel.write(pending);
            if (pending.hasRemaining()) {
                break;
            }
            source.position(source.position() + pendingPlain);
            pending = NONE;
        }
        return before - source.remaining();
    }

    private void encrypt(ByteBuffer source) throws IOException {
        ByteBuffer packet = scratch.packet().clear();
        SSLEngineResult result = engine.wrap(source, packet);
        if (result.getStatus() != SSLEngineResult.Status.OK) {
            throw new IOException("the TLS connection takes no more: " + result.getStatus());
        }
        packet.flip();
        pendingPlain = result.bytesConsumed();
        channel.write(packet);
        pending = packet.hasRemaining() ? ByteBuffer.allocate(packet.remaining()).put(packet).flip() : NONE;
    }

    @Override
    public boolean isEstablished() {
        return established;
    }

    @Override
    public int keptBytes() {
        return (record == null ? 0 : record.capacity()) + plain.remaining() + pending.remaining();
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public Principal realPrincipal() {
        return null;
    }

    @Override
    public void close() {
        if (established && !engine.isOutboundDone() && !pending.hasRemaining() && channel.isOpen()) {
            sendAlert(scratch.packet());
        }
    }
}
