// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.sasl;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.util.List;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
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

    /**
     * What a server offers its callers.
     *
     * @throws IllegalArgumentException in one line, if the configuration is wrong
     */
    protected abstract List<SaslMechanism> mechanisms() throws IOException;

    /**
     * The client's part of one handshake.
     *
     * @param actsAs whom to act as; null for oneself
     * @throws TTransportException in one line, if it has nothing to show
     */
    protected abstract SaslClient client(String serverHost, String actsAs) throws IOException, TTransportException;

    /** What has to be right for a server to let a client in, as the end of a sentence. */
    protected abstract String clientHint();

    @Override
    protected ConnectionLayer.Factory layers() throws IOException {
        List<SaslMechanism> offered = List.copyOf(mechanisms());
        return channel -> new SaslLayer(channel, offered);
    }

    /** The client's part of a mechanism that Java has, with what answers its questions. */
    protected static SaslClient client(String mechanism, String serverHost, String actsAs, CallbackHandler callbacks) throws SaslException {
        SaslClient made = Sasl.createSaslClient(new String[] {mechanism}, actsAs, ClientAuthUtils.SERVICE, serverHost, null, callbacks);
        if (made == null) {
            throw new SaslException("this Java has no " + mechanism);
        }
        return made;
    }

    @Override
    public TTransport connect(TTransport transport, String serverHost, String asUser) throws IOException, TTransportException {
        SaslClient own = client(serverHost, asUser == null || asUser.isBlank() ? null : asUser);
        // Opened here, so that what fails afterwards is the handshake.
        if (!transport.isOpen()) {
            transport.open();
        }
        TSaslClientTransport sasl = new TSaslClientTransport(own, transport);
        int before = setTimeout(transport, HANDSHAKE_MILLIS);
        try {
            sasl.open();
        } catch (TTransportException e) {
            throw refused(transport, serverHost, own.getMechanismName(), e);
        }
        setTimeout(transport, before);
        return sasl;
    }

    private TTransportException refused(TTransport transport, String serverHost, String mechanism, TTransportException reason) {
        transport.close();
        String why = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        if (reason.getType() == TTransportException.TIMED_OUT) {
            return reason;
        }
        return new NotAuthenticatedException(serverHost + " does not let this client in by " + mechanism + ": " + why + "; " + clientHint(), reason);
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
