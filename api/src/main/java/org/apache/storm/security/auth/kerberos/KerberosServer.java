// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/** The server's part of a handshake by GSSAPI, done as the subject that holds the server's keys. Of one handshake; it asks no other machine. */
final class KerberosServer implements SaslServer {
    private final Subject subject;
    private final SaslServer server;

    private KerberosServer(Subject subject, SaslServer server) {
        this.subject = subject;
        this.server = server;
    }

    static KerberosServer of(Subject subject, String service, CallbackHandler callbacks) throws SaslException {
        // Of no host: clients know this machine by several names, and the ticket tells for which one it is.
        SaslServer made = KerberosClient.as(subject,
            () -> Sasl.createSaslServer(KerberosSaslTransportPlugin.KERBEROS, service, null, Map.of(Sasl.QOP, "auth"), callbacks));
        if (made == null) {
            throw new SaslException("this Java has no " + KerberosSaslTransportPlugin.KERBEROS);
        }
        return new KerberosServer(subject, made);
    }

    @Override
    public String getMechanismName() {
        return server.getMechanismName();
    }

    @Override
    public byte[] evaluateResponse(byte[] response) throws SaslException {
        return KerberosClient.as(subject, () -> server.evaluateResponse(response));
    }

    @Override
    public boolean isComplete() {
        return server.isComplete();
    }

    @Override
    public String getAuthorizationID() {
        return server.getAuthorizationID();
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) throws SaslException {
        return server.unwrap(incoming, offset, length);
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) throws SaslException {
        return server.wrap(outgoing, offset, length);
    }

    @Override
    public Object getNegotiatedProperty(String name) {
        return server.getNegotiatedProperty(name);
    }

    @Override
    public void dispose() throws SaslException {
        server.dispose();
    }
}
