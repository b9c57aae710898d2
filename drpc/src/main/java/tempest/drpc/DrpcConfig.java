// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tempest.cluster.ConfigReader;

/**
 * What a DRPC server is told by storm.yaml, but for what concerns Thrift alone.
 *
 * @param timeoutMillis how long a caller waits for an answer at most
 * @param maxRequestBytes the largest body of an HTTP request, and of a Thrift message
 * @param httpPort where HTTP is answered; 0 for any free port, below 0 for nowhere
 * @param https null without HTTPS
 * @param authorizer class that says who may call and serve; null for everyone
 * @param credentials class that tells who makes an HTTP request
 * @param filter servlet filter of HTTP requests; null for none
 */
record DrpcConfig(long timeoutMillis, int maxRequestBytes, int httpPort, Https https, String authorizer, String credentials, String filter,
                  Map<String, String> filterParameters) {
    private static final int MOST_PORT = 65_535;

    /**
     * How HTTPS is answered.
     *
     * @param trustStore null to trust what the JVM trusts
     * @param wantsCertificate whether callers are asked for a certificate
     * @param needsCertificate whether callers without one are refused
     * @param reload whether a key store that changes on disk is read again
     */
    record Https(int port, Path keyStore, String keyStorePassword, String keyStoreType, String keyPassword, Path trustStore,
                 String trustStorePassword, String trustStoreType, boolean wantsCertificate, boolean needsCertificate, boolean reload) {
    }

    static DrpcConfig of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        Https https = https(read);
        // The key's name and default say "disabled", which means something only where HTTPS stands in for it.
        boolean http = https == null || !read.flag("drpc.disable.http.binding", true);
        int httpPort = (int) read.whole("drpc.http.port", 3774, -1, MOST_PORT);
        return new DrpcConfig(1000L * read.integer("drpc.request.timeout.secs", 600, 1), read.integer("drpc.max_buffer_size", 1_048_576, 1),
            http ? httpPort : -1, https, read.text("drpc.authorizer", null),
            read.text("drpc.http.creds.plugin", "org.apache.storm.security.auth.DefaultHttpCredentialsPlugin"), read.text("drpc.http.filter", null),
            parameters(conf.get("drpc.http.filter.params")));
    }

    private static Https https(ConfigReader read) {
        int port = (int) read.whole("drpc.https.port", -1, -1, MOST_PORT);
        String keyStore = read.text("drpc.https.keystore.path", "");
        if (port < 0) {
            return null;
        }
        if (!Files.isRegularFile(Path.of(keyStore)) || !Files.isReadable(Path.of(keyStore))) {
            throw ConfigReader.wrong("drpc.https.keystore.path", keyStore.isEmpty() ? "not set" : keyStore,
                "a readable key store, since drpc.https.port is " + port);
        }
        String trustStore = read.text("drpc.https.truststore.path", "");
        return new Https(port, Path.of(keyStore), read.text("drpc.https.keystore.password", ""), read.text("drpc.https.keystore.type", "JKS"),
            read.text("drpc.https.key.password", null), trustStore.isEmpty() ? null : Path.of(trustStore),
            read.text("drpc.https.truststore.password", null), read.text("drpc.https.truststore.type", "JKS"),
            read.flag("drpc.https.want.client.auth", false), read.flag("drpc.https.need.client.auth", false),
            read.flag("drpc.https.enable.ssl.reload", false));
    }

    private static Map<String, String> parameters(Object configured) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (configured instanceof Map<?, ?> map) {
            map.forEach((key, value) -> parameters.put(String.valueOf(key), String.valueOf(value)));
        } else if (configured != null) {
            throw ConfigReader.wrong("drpc.http.filter.params", configured, "a map of names to values");
        }
        return parameters;
    }
}
