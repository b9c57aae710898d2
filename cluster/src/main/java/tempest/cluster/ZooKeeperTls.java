// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.apache.storm.security.auth.tls.TlsStore;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;

/**
 * What a connection to ZooKeeper by TLS needs. Read once, at the edge, where what is wrong is told; applied by whoever opens a connection. Immutable; it opens nothing itself.
 * ZooKeeper's certificate must be for the host that is called: Netty looks at that in any case, so that no setting turns it off.
 *
 * @param keyStore    with the certificate to show; null where ZooKeeper asks for none
 * @param trustStore  with the certificates of those to trust
 */
record ZooKeeperTls(String keyStore, String keyStorePassword, String trustStore, String trustStorePassword) {
    private static final String PREFIX = "storm.zookeeper.ssl.";
    private static final String KEY_STORE = PREFIX + "keystore.path";
    private static final String KEY_STORE_PASSWORD = PREFIX + "keystore.password";
    private static final String TRUST_STORE = PREFIX + "truststore.path";
    private static final String TRUST_STORE_PASSWORD = PREFIX + "truststore.password";
    private static final String NETTY = "org.apache.zookeeper.ClientCnxnSocketNetty";

    /**
     * Parses the {@code storm.zookeeper.ssl.*} keys.
     *
     * @param now when the certificate to show must be valid
     * @return null without {@code storm.zookeeper.ssl.enable}
     * @throws IllegalArgumentException in one line, if a store cannot be used
     */
    static ZooKeeperTls of(Map<String, Object> conf, Date now) {
        ConfigReader read = new ConfigReader(conf);
        if (!read.flag(PREFIX + "enable", false)) {
            return null;
        }
        TlsStore.trust(conf, TRUST_STORE, TRUST_STORE_PASSWORD);
        String keyStore = read.text(KEY_STORE, null);
        if (keyStore != null) {
            TlsStore.keys(conf, KEY_STORE, KEY_STORE_PASSWORD, now);
        }
        return new ZooKeeperTls(keyStore == null ? null : keyStore.strip(), read.text(KEY_STORE_PASSWORD, ""), read.text(TRUST_STORE, null).strip(),
            read.text(TRUST_STORE_PASSWORD, ""));
    }

    /** What ZooKeeper's client calls these settings. What the process's properties say of TLS does not count beside them. */
    ZKClientConfig client() {
        ZKClientConfig client = new ZKClientConfig();
        client.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
        client.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, NETTY);
        try (ClientX509Util keys = new ClientX509Util()) {
            client.setProperty(keys.getSslKeystoreLocationProperty(), keyStore == null ? "" : keyStore);
            client.setProperty(keys.getSslKeystorePasswdProperty(), keyStorePassword);
            client.setProperty(keys.getSslKeystoreTypeProperty(), keyStore == null ? "" : type(keyStore));
            client.setProperty(keys.getSslTruststoreLocationProperty(), trustStore);
            client.setProperty(keys.getSslTruststorePasswdProperty(), trustStorePassword);
            client.setProperty(keys.getSslTruststoreTypeProperty(), type(trustStore));
            client.setProperty(keys.getSslHostnameVerificationEnabledProperty(), "true");
        }
        return client;
    }

    /** Java's own reader of JKS reads PKCS12 as well, whatever the file is called. */
    private static String type(String path) {
        return path.toLowerCase(Locale.ROOT).matches(".*\\.(p12|pfx|pkcs12)") ? "PKCS12" : "JKS";
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "TLS with " + trustStore + (keyStore == null ? "" : " and " + keyStore);
    }
}
