// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.sasl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.apache.storm.security.auth.ConnectionLayer;
import org.apache.storm.security.auth.PlainCall;
import org.apache.storm.security.auth.RefusedException;

/**
 * The server's end of a Thrift SASL handshake: messages of a status, a length and a body, until both are content. What comes after it are frames as without
 * it, since only authentication is agreed on. One connection's; called by the server's selector thread, which receives messages, and by one that computes
 * handshakes, which answers them: that may read a file or ask another machine.
 */
final class SaslLayer implements ConnectionLayer {
    private static final int HEADER_BYTES = 5;
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final byte START = 1;
    private static final byte OK = 2;
    private static final byte BAD = 3;
    private static final byte ERROR = 4;
    private static final byte COMPLETE = 5;

    private final SocketChannel channel;
    private final List<SaslMechanism> offered;
    /** What the caller has chosen; null before. */
    private SaslMechanism mechanism;
    private SimpleSaslServerCallbackHandler callbacks;
    private volatile SaslServer server;
    /** A message as it arrives: its header, then all of it. */
    private ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES);
    /** Whether the message has arrived and waits for its answer. */
    private boolean whole;
    private volatile Subject subject;

    SaslLayer(SocketChannel channel, List<SaslMechanism> offered) {
        this.channel = channel;
        this.offered = offered;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (subject == null) {
            if (channel.read(message) < 0) {
                throw new RefusedException("it ended during its SASL handshake");
            }
            if (message.position() > 0 && server == null && PlainCall.mayBegin(message.get(0))) {
                refusePlainCall();
                return 0;
            }
            if (message.hasRemaining()) {
                return 0;
            }
            if (message.capacity() == HEADER_BYTES && bodyLength() > 0) {
                message = ByteBuffer.allocate(HEADER_BYTES + bodyLength()).put(message.flip());
            } else {
                whole = true;
                return 0;
            }
        }
        return channel.read(target);
    }

    @Override
    public Work work() {
        if (!whole) {
            return null;
        }
        whole = false;
        return () -> answer(message.get(0), message.array());
    }

    private int bodyLength() throws IOException {
        int length = message.getInt(1);
        if (length < 0 || length > MAX_BODY_BYTES) {
            refuse(ERROR, "it sends a SASL message of " + length + " bytes, and one must have at most " + MAX_BODY_BYTES);
        }
        return length;
    }

    private void answer(byte status, byte[] received) throws IOException {
        byte[] body = Arrays.copyOfRange(received, HEADER_BYTES, received.length);
        message = ByteBuffer.allocate(HEADER_BYTES);
        if (server == null) {
            start(status, body);
        } else if (status == OK || status == COMPLETE) {
            goOn(body);
        } else {
            throw new RefusedException("it ended its SASL handshake: " + new String(body, StandardCharsets.UTF_8));
        }
    }

    private void start(byte status, byte[] body) throws IOException {
        String asked = new String(body, StandardCharsets.UTF_8);
        if (status == BAD || status == ERROR) {
            throw new RefusedException("it ended its SASL handshake: " + asked);
        } else if (status != START) {
            refuse(BAD, "it does not begin with a SASL handshake");
        }
        for (SaslMechanism each : offered) {
            if (each.name().equals(asked)) {
                mechanism = each;
                callbacks = each.callbacks().get();
                server = made(each);
                return;
            }
        }
        refuse(BAD, "it asks for " + asked + ", and this port authenticates by " + names());
    }

    private SaslServer made(SaslMechanism asked) throws IOException {
        try {
            return asked.servers().make(callbacks);
        } catch (SaslException e) {
            refuse(ERROR, "this server cannot authenticate anybody by " + asked.name() + " (" + reason(e) + ")");
            throw e;
        }
    }

    private String names() {
        return offered.stream().map(SaslMechanism::name).collect(Collectors.joining(" or "));
    }

    private void goOn(byte[] body) throws IOException {
        SaslServer held = server;
        if (held == null) {
            throw new RefusedException("it ended during its SASL handshake");
        }
        try {
            byte[] challenge = held.evaluateResponse(body);
            if (held.isComplete()) {
                complete(held, challenge);
            } else {
                send(OK, challenge);
            }
        } catch (SaslException e) {
            refuse(BAD, mechanism.name() + " failed: " + mechanism.mistakes() + " (" + reason(e) + ")");
        } catch (RuntimeException e) {
            // Whatever a stranger's bytes make of the parser of a token concerns that stranger alone.
            refuse(BAD, mechanism.name() + " failed: what the caller sent cannot be read (" + e + ")");
        }
    }

    private void complete(SaslServer held, byte[] challenge) throws IOException {
        Object protection = held.getNegotiatedProperty(Sasl.QOP);
        if (protection != null && !protection.equals("auth")) {
            refuse(BAD, "it asks for " + protection + ", and this port takes frames as they are");
        }
        send(COMPLETE, challenge);
        message = ByteBuffer.allocate(0);
        subject = new Subject(true, Set.of(new SaslTransportPlugin.User(held.getAuthorizationID())), Set.of(), Set.of());
    }

    /** What the mechanism itself says is in the cause, if there is one. */
    private static String reason(SaslException failure) {
        return failure.getCause() == null || failure.getCause().getMessage() == null ? failure.getMessage() : failure.getCause().getMessage();
    }

    private void refuse(byte status, String why) throws IOException {
        send(status, why.getBytes(StandardCharsets.UTF_8));
        throw new RefusedException(why);
    }

    private void refusePlainCall() throws IOException {
        ByteBuffer grown = ByteBuffer.allocate(PlainCall.LOOKED_AT_BYTES).put(message.flip());
        channel.read(grown);
        ByteBuffer answer = PlainCall.refusal(grown.flip(), "this port authenticates its callers by " + names()
            + ": set storm.thrift.transport as it is on the server, and java.security.auth.login.config");
        if (answer != null) {
            channel.write(answer);
        }
        throw new RefusedException("it does not authenticate itself; this port asks for " + names());
    }

    private void send(byte status, byte[] body) throws IOException {
        byte[] sent = body == null ? new byte[0] : body;
        ByteBuffer whole = ByteBuffer.allocate(HEADER_BYTES + sent.length).put(status).putInt(sent.length).put(sent).flip();
        channel.write(whole);
        if (whole.hasRemaining()) {
            throw new RefusedException("it does not take what its SASL handshake sends");
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public boolean isEstablished() {
        return subject != null;
    }

    @Override
    public int keptBytes() {
        return subject == null && message.capacity() > HEADER_BYTES ? message.capacity() : 0;
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public Principal realPrincipal() {
        return callbacks == null ? null : callbacks.realPrincipal();
    }

    @Override
    public void close() {
        SaslServer held = server;
        server = null;
        try {
            if (held != null) {
                held.dispose();
            }
        } catch (SaslException e) {
            return; // It is of no use any more, whatever it still holds.
        }
    }
}
