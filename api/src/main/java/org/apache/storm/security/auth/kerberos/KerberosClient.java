// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/**
 * The client's part of a handshake by GSSAPI, done as the subject that holds the tickets. Of one thread. The ticket for the server is asked for when it is
 * made, before the server is called.
 */
final class KerberosClient implements SaslClient {
    private final Subject subject;
    private final SaslClient client;
    private byte[] first;

    private KerberosClient(Subject subject, SaslClient client, byte[] first) {
        this.subject = subject;
        this.client = client;
        this.first = first;
    }

    /**
     * A client of the service {@code service/host}.
     *
     * @param actsAs whom to act as; null for oneself
     * @throws SaslException if there is no ticket for it
     */
    static KerberosClient of(Subject subject, String service, String host, String actsAs) throws SaslException {
        Map<String, String> properties = Map.of(Sasl.QOP, "auth", Sasl.SERVER_AUTH, "true");
        SaslClient made = as(subject, () -> Sasl.createSaslClient(new String[] {KerberosSaslTransportPlugin.KERBEROS}, actsAs, service, host, properties, null));
        if (made == null) {
            throw new SaslException("this Java has no " + KerberosSaslTransportPlugin.KERBEROS);
        }
        return new KerberosClient(subject, made, as(subject, () -> made.evaluateChallenge(new byte[0])));
    }

    /** Does something as a subject. */
    static <T> T as(Subject subject, PrivilegedExceptionAction<T> action) throws SaslException {
        try {
            return Subject.doAs(subject, action);
        } catch (PrivilegedActionException e) {
            if (e.getCause() instanceof SaslException failure) {
                throw failure;
            }
            throw new SaslException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public String getMechanismName() {
        return client.getMechanismName();
    }

    @Override
    public boolean hasInitialResponse() {
        return true;
    }

    @Override
    public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
        byte[] made = first;
        first = null;
        return made != null ? made : as(subject, () -> client.evaluateChallenge(challenge));
    }

    @Override
    public boolean isComplete() {
        return client.isComplete();
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) throws SaslException {
        return client.unwrap(incoming, offset, length);
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) throws SaslException {
        return client.wrap(outgoing, offset, length);
    }

    @Override
    public Object getNegotiatedProperty(String name) {
        return client.getNegotiatedProperty(name);
    }

    @Override
    public void dispose() throws SaslException {
        client.dispose();
    }
}
