// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.utils.ObjectReader;

/**
 * The TLS settings of a service, {@code nimbus.thrift.tls.*}, {@code supervisor.thrift.tls.*} or {@code drpc.thrift.tls.*}, and the contexts made of them.
 * Asked once by whoever opens a port, and by each client that connects.
 *
 * @param prefix of the keys
 * @param conf   where they are
 * @param clock  tells whether certificates are valid
 */
public record TlsSettings(String prefix, Map<String, Object> conf, Clock clock) {
    /** Whether a client looks whether a server's certificate is for the host that it calls. */
    public static final String VERIFY_HOSTNAME = "storm.thrift.tls.verify.hostname";
    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String HOSTNAME = "storm.local.hostname";

    /** Those of a service. */
    public static TlsSettings of(ThriftConnectionType type, Map<String, Object> conf) {
        String service = switch (type) {
            case NIMBUS, NIMBUS_TLS -> "nimbus";
            case SUPERVISOR, SUPERVISOR_TLS -> "supervisor";
            case DRPC, DRPC_INVOCATIONS -> "drpc";
            case LOCAL_FAKE -> throw new IllegalArgumentException("There is no TLS within a process");
        };
        return new TlsSettings(service + ".thrift.tls.", conf, Clock.systemUTC());
    }

    private String key(String name) {
        return prefix + name;
    }

    private boolean isSet(String name) {
        return conf.get(key(name)) instanceof String text && !text.isBlank();
    }

    /** Whether callers must have a certificate, as they must unless that is turned off. */
    public boolean isClientAuthRequired() {
        return flag(key("client.auth.required"));
    }

    /** Whether callers are asked for a certificate at all. */
    boolean isClientAsked() {
        return isClientAuthRequired() || isSet("server.truststore.path");
    }

    /** Whether a client looks whether a server's certificate is for the host that it calls. */
    public boolean verifiesHostname() {
        return flag(VERIFY_HOSTNAME);
    }

    private boolean flag(String key) {
        Object value = conf.get(key);
        if (value != null && !(value instanceof Boolean) && !"true".equals(value) && !"false".equals(value)) {
            throw new IllegalArgumentException("Configuration key " + key + " is " + value + "; it must be true or false");
        }
        return ObjectReader.getBoolean(value == null ? Boolean.TRUE : Boolean.valueOf(value.toString()), true);
    }

    /**
     * What a server needs.
     *
     * @throws IllegalArgumentException in one line, if a store is missing, cannot be used, or is for another host
     */
    public SSLContext server() {
        KeyStore keys = TlsStore.keys(conf, key("server.keystore.path"), key("server.keystore.password"), Date.from(clock.instant()));
        checkHost(keys);
        KeyStore trust = null;
        if (isClientAsked()) {
            if (!isSet("server.truststore.path")) {
                throw new IllegalArgumentException("Configuration key " + key("server.truststore.path") + " is not set, and " + key("client.auth.required")
                    + " is true: it must be the path of a trust store with the certificate of the authority that signs clients' certificates");
            }
            trust = TlsStore.trust(conf, key("server.truststore.path"), key("server.truststore.password"));
        }
        return context(keys, TlsStore.password(conf, key("server.keystore.password")), trust);
    }

    private void checkHost(KeyStore keys) {
        Set<String> names = HostNames.of(keys);
        Object host = conf.get(HOSTNAME);
        if (verifiesHostname() && host instanceof String text && !text.isBlank() && !HostNames.cover(names, text.strip())) {
            throw new IllegalArgumentException("Configuration key " + key("server.keystore.path") + " is " + conf.get(key("server.keystore.path"))
                + ": its certificate is for " + (names.isEmpty() ? "no host" : String.join(", ", names)) + ", and others know this machine as " + text
                + " (" + HOSTNAME + "); the certificate must have that as an alternative name");
        }
    }

    /**
     * What a client needs: whom to trust, and its own certificate if it has one.
     *
     * @throws IllegalArgumentException in one line, if a store is missing or cannot be used
     */
    public SSLContext client() {
        Date now = Date.from(clock.instant());
        KeyStore trust = TlsStore.trust(conf, key("client.truststore.path"), key("client.truststore.password"));
        char[] password = TlsStore.password(conf, key("client.keystore.password"));
        KeyStore keys = null;
        if (isSet("client.keystore.path")) {
            keys = TlsStore.keys(conf, key("client.keystore.path"), key("client.keystore.password"), now);
        } else if (isSet("client.key.path")) {
            keys = TlsStore.pem(conf, key("client.key.path"), key("client.cert.path"), password, now);
        }
        return context(keys, password, trust);
    }

    /** What a client must set to be let in. */
    String hint() {
        return "set " + key("client.truststore.path") + " and " + key("client.keystore.path")
            + (prefix.startsWith("nimbus") ? ", and nimbus.thrift.client.use.tls: true" : "");
    }

    private static SSLContext context(KeyStore keys, char[] password, KeyStore trust) {
        try {
            KeyManager[] own = null;
            if (keys != null) {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(keys, password);
                own = factory.getKeyManagers();
            }
            // Without a trust store a server asks nobody for a certificate; without one Java would trust public authorities.
            TrustManager[] trusted = {};
            if (trust != null) {
                TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(trust);
                trusted = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trusted, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS cannot be set up with the configured stores: " + e.getMessage(), e);
        }
    }
}
