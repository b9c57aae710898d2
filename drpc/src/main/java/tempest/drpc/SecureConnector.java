// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the connector for HTTPS out of its settings. Called once, while the server is put together. */
final class SecureConnector {
    private SecureConnector() {
    }

    static ServerConnector of(DrpcConfig.Https https, Server jetty, HttpConfiguration plain) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(https.keyStore().toString());
        tls.setKeyStoreType(https.keyStoreType());
        tls.setKeyStorePassword(https.keyStorePassword());
        if (https.keyPassword() != null) {
            tls.setKeyManagerPassword(https.keyPassword());
        }
        if (https.trustStore() != null) {
            tls.setTrustStorePath(https.trustStore().toString());
            tls.setTrustStoreType(https.trustStoreType());
            tls.setTrustStorePassword(https.trustStorePassword());
        }
        tls.setWantClientAuth(https.wantsCertificate());
        tls.setNeedClientAuth(https.needsCertificate());
        if (https.reload()) {
            jetty.addBean(new KeyStoreScanner(tls));
        }
        HttpConfiguration http = new HttpConfiguration(plain);
        // Names of servers are not checked against the certificate: clients do that, and a server may be known by several.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(jetty, new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http));
        connector.setPort(https.port());
        return connector;
    }
}
