// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.sasl;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.ConnectionLayer;
import org.apache.storm.security.auth.FramedTransportPlugin;
import org.apache.storm.security.auth.NotAuthenticatedException;
import org.apache.storm.thrift.transport.TSaslClientTransport;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;

/** Transports whose handshake is one of SASL's: a mechanism, and who knows the passwords. */
public abstract class SaslTransportPlugin extends FramedTransportPlugin implements Closeable {
    private static final int HANDSHAKE_MILLIS = 30_000;

    /** A caller that has shown who it is. */
    public static class User implements Principal {
        private final String name;

        public User(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean equals(Object another) {
            return another != null && another.getClass() == getClass() && name.equals(((User) another).name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** SASL's name of the mechanism. */
    protected abstract String mechanism();

    /**
     * What answers the handshakes of a server.
     *
     * @throws IllegalArgumentException in one line, if the configuration is wrong
     */
    protected abstract PasswordProvider passwords() throws IOException;

    /** The server's part of one handshake. */
    protected abstract SaslServer server(CallbackHandler callbacks) throws SaslException;

    /** What answers the handshake of a client. */
    protected abstract CallbackHandler clientCallbacks() throws IOException;

    @Override
    protected ConnectionLayer.Factory layers() throws IOException {
        PasswordProvider passwords = passwords();
        return channel -> new SaslLayer(channel, mechanism(), this::server,
            new SimpleSaslServerCallbackHandler(type.isImpersonationAllowed(), passwords));
    }

    @Override
    public void checkClient() throws IOException {
        clientCallbacks();
    }

    @Override
    public TTransport connect(TTransport transport, String serverHost, String asUser) throws IOException, TTransportException {
        CallbackHandler callbacks = clientCallbacks();
        // Opened here, so that what fails afterwards is the handshake.
        if (!transport.isOpen()) {
            transport.open();
        }
        TSaslClientTransport sasl = new TSaslClientTransport(mechanism(), asUser == null || asUser.isBlank() ? null : asUser,
            ClientAuthUtils.SERVICE, serverHost, null, callbacks, transport);
        int before = setTimeout(transport, HANDSHAKE_MILLIS);
        try {
            sasl.open();
        } catch (TTransportException e) {
            throw refused(transport, serverHost, e);
        }
        setTimeout(transport, before);
        return sasl;
    }

    private TTransportException refused(TTransport transport, String serverHost, TTransportException reason) {
        transport.close();
        String why = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        if (reason.getType() == TTransportException.TIMED_OUT) {
            return reason;
        }
        return new NotAuthenticatedException(serverHost + " does not let this client in by " + mechanism() + ": " + why
            + "; storm.thrift.transport must be the same there, and the JAAS section " + ClientAuthUtils.LOGIN_CONTEXT_CLIENT + " name a user it knows", reason);
    }

    private static int setTimeout(TTransport transport, int millis) throws IOException {
        if (!(transport instanceof TSocket socket)) {
            return 0;
        }
        Socket plain = socket.getSocket();
        int before = plain.getSoTimeout();
        plain.setSoTimeout(millis);
        return before;
    }

    @Override
    public void close() {
    }
}
