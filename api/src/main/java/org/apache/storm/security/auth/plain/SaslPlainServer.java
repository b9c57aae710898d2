// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.plain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/** The server's part of SASL's PLAIN: one message of whom to act as, a name and a password, with a zero byte between them. One handshake's, of one thread. */
public class SaslPlainServer implements SaslServer {
    private final CallbackHandler callbacks;
    private String authorizedId;

    SaslPlainServer(CallbackHandler callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public String getMechanismName() {
        return PlainSaslTransportPlugin.PLAIN;
    }

    @Override
    public byte[] evaluateResponse(byte[] response) throws SaslException {
        String[] parts = new String(response, StandardCharsets.UTF_8).split("\0", -1);
        if (parts.length != 3 || parts[1].isEmpty()) {
            throw new SaslException("PLAIN wants a name and a password");
        }
        NameCallback name = new NameCallback("name", parts[1]);
        PasswordCallback password = new PasswordCallback("password", false);
        AuthorizeCallback authorize = new AuthorizeCallback(parts[1], parts[0].isEmpty() ? parts[1] : parts[0]);
        try {
            callbacks.handle(new Callback[]{name, password});
            if (password.getPassword() == null || !Arrays.equals(password.getPassword(), parts[2].toCharArray())) {
                throw new SaslException("the password is wrong");
            }
            callbacks.handle(new Callback[]{authorize});
        } catch (IOException | UnsupportedCallbackException e) {
            throw new SaslException(e.getMessage(), e);
        }
        if (!authorize.isAuthorized()) {
            throw new SaslException(parts[1] + " may not act as " + parts[0]);
        }
        authorizedId = authorize.getAuthorizedID();
        return null;
    }

    @Override
    public boolean isComplete() {
        return authorizedId != null;
    }

    @Override
    public String getAuthorizationID() {
        return authorizedId;
    }

    @Override
    public Object getNegotiatedProperty(String propName) {
        return null;
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int len) throws SaslException {
        throw new SaslException("PLAIN protects no messages");
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int len) throws SaslException {
        throw new SaslException("PLAIN protects no messages");
    }

    @Override
    public void dispose() {
    }
}
