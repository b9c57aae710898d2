// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosKey;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.NotAuthenticatedException;
import org.apache.storm.security.auth.sasl.SaslMechanism;
import org.apache.storm.security.auth.sasl.SaslTransportPlugin;
import org.apache.storm.security.auth.sasl.SimpleSaslServerCallbackHandler;

/**
 * Client and server show each other Kerberos tickets, by SASL's GSSAPI. The server has its keys from the JAAS section {@code StormServer}, the client its
 * ticket by {@code StormClient}, whose {@code serviceName} is the first part of the server's principal; the second is the host that it calls. Callers are known
 * by their principals, for {@link org.apache.storm.security.auth.IPrincipalToLocal} to make users of. It encrypts nothing.
 */
public class KerberosSaslTransportPlugin extends SaslTransportPlugin {
    public static final String KERBEROS = "GSSAPI";
    private static final String SERVICE_NAME = "serviceName";
    /** A process logs in once, however many connections it opens. */
    private static final ClientLogins LOGINS = new ClientLogins(System::currentTimeMillis, conf -> JaasLogin.ofClient(conf).subject());

    @Override
    protected List<SaslMechanism> mechanisms() throws IOException {
        Subject subject = server();
        Set<KerberosPrincipal> own = subject.getPrincipals(KerberosPrincipal.class);
        String service = own.isEmpty() ? ClientAuthUtils.SERVICE : own.iterator().next().getName().split("[/@]", 2)[0];
        return List.of(new SaslMechanism(KERBEROS, callbacks -> KerberosServer.of(subject, service, callbacks),
            () -> new SimpleSaslServerCallbackHandler(type.isImpersonationAllowed()),
            "its ticket is none for this server, or is not valid now, or it may not act as the other user"));
    }

    /** The server's keys are read from its key tab whenever a caller comes, so that they may be changed while it runs; nothing that it holds expires. */
    private Subject server() throws IOException {
        Subject subject;
        try {
            subject = JaasLogin.of(conf, ClientAuthUtils.LOGIN_CONTEXT_SERVER).subject();
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
        Set<KeyTab> tabs = subject.getPrivateCredentials(KeyTab.class);
        if (tabs.isEmpty() && subject.getPrivateCredentials(KerberosKey.class).isEmpty()) {
            throw new IOException("JAAS section " + ClientAuthUtils.LOGIN_CONTEXT_SERVER + " of " + JaasLogin.file(conf)
                + " gives no key; it needs com.sun.security.auth.module.Krb5LoginModule with useKeyTab=true, storeKey=true, keyTab and principal");
        }
        for (KeyTab tab : tabs) {
            KerberosPrincipal principal = tab.getPrincipal();
            if (!tab.exists() || principal != null && tab.getKeys(principal).length == 0) {
                throw new IOException("JAAS section " + ClientAuthUtils.LOGIN_CONTEXT_SERVER + " of " + JaasLogin.file(conf) + " names the key tab " + tab
                    + (tab.exists() ? ", which has no key of " + principal : ", which is not there"));
            }
        }
        return subject;
    }

    @Override
    protected SaslClient client(String serverHost, String actsAs) throws IOException, NotAuthenticatedException {
        String service = service();
        try {
            return KerberosClient.of(LOGINS.subject(conf), service, serverHost, actsAs);
        } catch (IllegalStateException e) {
            throw new NotAuthenticatedException(e.getMessage(), e);
        } catch (SaslException e) {
            throw new NotAuthenticatedException("There is no Kerberos ticket for " + service + "/" + serverHost + ": "
                + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()) + "; " + clientHint(), e);
        }
    }

    /** What servers' principals begin with. */
    private String service() {
        Map<String, ?> options = JaasLogin.options(conf, ClientAuthUtils.LOGIN_CONTEXT_CLIENT);
        Object named = options.get(SERVICE_NAME);
        return named == null || named.toString().isBlank() ? ClientAuthUtils.SERVICE : named.toString();
    }

    @Override
    protected String clientHint() {
        return "storm.thrift.transport must be the same there, its principal SERVICE/HOST, with the host as it is called, and " + SERVICE_NAME + " in "
            + JaasLogin.CLIENT + " the SERVICE";
    }

    /** Logs in: whether a server would know this client, the server alone can tell. */
    @Override
    public void checkClient() throws IOException {
        try {
            LOGINS.subject(conf);
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
