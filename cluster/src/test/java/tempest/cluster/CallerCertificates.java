// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a server and of users who all trust each other, made by the JDK's keytool, and what both ends of HTTPS need of them. For one thread, a test's. */
public final class CallerCertificates {
    public static final String PASSWORD = "changeit";
    private static final String SERVER = "server";

    private final Path folder;

    /** Makes them: a store for each, and one of all certificates. */
    public CallerCertificates(Path folder, String... users) throws Exception {
        this.folder = folder;
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        add(trusted, SERVER);
        for (String user : users) {
            add(trusted, user);
        }
        try (OutputStream out = Files.newOutputStream(trust())) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    private void add(KeyStore trusted, String name) throws Exception {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name, "-keyalg", "EC",
            "-dname", "CN=" + name, "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", keys(name).toString(), "-storepass", PASSWORD)
            .redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        trusted.setCertificateEntry(name, KeyStore.getInstance(keys(name).toFile(), PASSWORD.toCharArray()).getCertificate(name));
    }

    /** The store of somebody's key, or of the {@code server}'s. */
    public Path keys(String name) {
        return folder.resolve(name + ".p12");
    }

    /** The store of all certificates. */
    public Path trust() {
        return folder.resolve("trust.p12");
    }

    /** HTTPS for callers with a certificate alone, of the daemon whose keys begin so; on a port that is free. */
    public Map<String, Object> https(String daemon) throws IOException {
        Map<String, Object> conf = new HashMap<>();
        try (ServerSocket free = new ServerSocket(0)) {
            conf.put(daemon + ".https.port", free.getLocalPort());
        }
        conf.put(daemon + ".https.keystore.path", keys(SERVER).toString());
        conf.put(daemon + ".https.keystore.password", PASSWORD);
        conf.put(daemon + ".https.keystore.type", "PKCS12");
        conf.put(daemon + ".https.truststore.path", trust().toString());
        conf.put(daemon + ".https.truststore.password", PASSWORD);
        conf.put(daemon + ".https.truststore.type", "PKCS12");
        conf.put(daemon + ".https.need.client.auth", true);
        conf.put("storm.principal.tolocal", "org.apache.storm.security.auth.X509CertPrincipalToLocal");
        conf.put("x509.cert.principal.to.local.regex", "(.*)");
        return conf;
    }

    /** A client that shows somebody's certificate; for null none. */
    public HttpClient client(String user) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(trust().toFile(), PASSWORD.toCharArray()));
        KeyManager[] own = null;
        if (user != null) {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(keys(user).toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
            own = keys.getKeyManagers();
        }
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }
}
