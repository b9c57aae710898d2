// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.plain;

import java.util.Optional;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslServer;
import org.apache.storm.security.auth.sasl.PasswordProvider;
import org.apache.storm.security.auth.sasl.SaslTransportPlugin;

/** Callers say who they are and are believed: for tests of who may do what. It authenticates nobody. */
public class PlainSaslTransportPlugin extends SaslTransportPlugin {
    public static final String PLAIN = "PLAIN";

    @Override
    protected String mechanism() {
        return PLAIN;
    }

    @Override
    protected PasswordProvider passwords() {
        return user -> Optional.of(PlainClientCallbackHandler.PASSWORD.toCharArray());
    }

    @Override
    protected SaslServer server(CallbackHandler callbacks) {
        return new SaslPlainServer(callbacks);
    }

    @Override
    protected CallbackHandler clientCallbacks() {
        return new PlainClientCallbackHandler();
    }
}
