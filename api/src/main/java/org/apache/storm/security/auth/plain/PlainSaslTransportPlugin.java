// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.plain;

import java.util.List;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.apache.storm.security.auth.sasl.PasswordProvider;
import org.apache.storm.security.auth.sasl.SaslMechanism;
import org.apache.storm.security.auth.sasl.SaslTransportPlugin;
import org.apache.storm.security.auth.sasl.SimpleSaslServerCallbackHandler;

/** Callers say who they are and are believed: for tests of who may do what. It authenticates nobody. */
public class PlainSaslTransportPlugin extends SaslTransportPlugin {
    public static final String PLAIN = "PLAIN";

    @Override
    protected List<SaslMechanism> mechanisms() {
        PasswordProvider passwords = user -> Optional.of(PlainClientCallbackHandler.PASSWORD.toCharArray());
        return List.of(new SaslMechanism(PLAIN, SaslPlainServer::new, () -> new SimpleSaslServerCallbackHandler(type.isImpersonationAllowed(), passwords),
            "it may not act as the other user"));
    }

    @Override
    protected SaslClient client(String serverHost, String actsAs) throws SaslException {
        return client(PLAIN, serverHost, actsAs, new PlainClientCallbackHandler());
    }

    @Override
    protected String clientHint() {
        return "storm.thrift.transport must be the same there";
    }
}
