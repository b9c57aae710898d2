// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.digest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.sasl.PasswordProvider;
import org.apache.storm.security.auth.sasl.SaslMechanism;
import org.apache.storm.security.auth.sasl.SaslTransportPlugin;
import org.apache.storm.security.auth.sasl.SimpleSaslClientCallbackHandler;
import org.apache.storm.security.auth.sasl.SimpleSaslServerCallbackHandler;

/**
 * Client and server show each other, by SASL's DIGEST-MD5, that they know a user's password: the server has it from the JAAS section {@code StormServer}, the
 * client from {@code StormClient}. It encrypts nothing.
 */
public class DigestSaslTransportPlugin extends SaslTransportPlugin {
    public static final String DIGEST = "DIGEST-MD5";
    /** What clients made for Apache Storm answer with, wherever the server is. */
    private static final String REALM = "localhost";
    private static final String REALM_PROPERTY = "com.sun.security.sasl.digest.realm";
    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";

    @Override
    protected List<SaslMechanism> mechanisms() throws IOException {
        PasswordProvider passwords = new JassPasswordProvider(conf);
        return List.of(new SaslMechanism(DIGEST, DigestSaslTransportPlugin::server,
            () -> new SimpleSaslServerCallbackHandler(type.isImpersonationAllowed(), passwords),
            "wrong user or password, or it may not act as the other user"));
    }

    private static SaslServer server(CallbackHandler callbacks) throws SaslException {
        // Of no name: clients know this machine by several.
        SaslServer server = Sasl.createSaslServer(DIGEST, ClientAuthUtils.SERVICE, null, Map.of(REALM_PROPERTY, REALM, Sasl.QOP, "auth"), callbacks);
        if (server == null) {
            throw new SaslException("this Java has no " + DIGEST);
        }
        return server;
    }

    @Override
    protected SaslClient client(String serverHost, String actsAs) throws IOException {
        return client(DIGEST, serverHost, actsAs, clientCallbacks());
    }

    @Override
    protected String clientHint() {
        return "storm.thrift.transport must be the same there, and the JAAS section " + ClientAuthUtils.LOGIN_CONTEXT_CLIENT + " name a user it knows";
    }

    @Override
    public void checkClient() throws IOException {
        clientCallbacks();
    }

    private CallbackHandler clientCallbacks() throws IOException {
        SortedMap<String, ?> options = ClientAuthUtils.pullConfig(conf, ClientAuthUtils.LOGIN_CONTEXT_CLIENT);
        if (options == null) {
            throw new IOException("Configuration key java.security.auth.login.config is not set; it must name a JAAS file with a section "
                + ClientAuthUtils.LOGIN_CONTEXT_CLIENT + " that has a " + USERNAME + " and a " + PASSWORD);
        }
        Object user = options.get(USERNAME);
        Object password = options.get(PASSWORD);
        if (user == null || password == null) {
            throw new IOException("Configuration key java.security.auth.login.config is " + ClientAuthUtils.getJaasConf(conf) + ": its section "
                + ClientAuthUtils.LOGIN_CONTEXT_CLIENT + " must have a " + USERNAME + " and a " + PASSWORD);
        }
        return new SimpleSaslClientCallbackHandler(user.toString(), password.toString());
    }
}
