// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import java.util.LinkedHashMap;
import java.util.Map;
import tempest.cluster.BindAddress;
import tempest.cluster.ConfigReader;

/**
 * How one daemon serves HTTP.
 *
 * @param daemon       its name in messages and figures
 * @param portKey      the key that names the port, for messages
 * @param bind         where it listens
 * @param port         for plain HTTP; 0 for any free one, negative for none
 * @param headerBytes  most bytes of a request's headers
 * @param filter       class name of a servlet filter in front of everything, or null
 * @param filterParams that filter's init parameters
 * @param tls          null for none
 * @param sites        under which names it may be called, and which sites' pages may read
 */
public record HttpSettings(String daemon, String portKey, BindAddress bind, int port, int headerBytes, String filter, Map<String, String> filterParams,
                           Tls tls, AllowedSites sites) {
    private static final int HEADER_BYTES = 8192;

    /**
     * TLS on a port of its own.
     *
     * @param keyPassword null if it is the key store's
     * @param trustStore  null to trust what Java trusts
     * @param reload      whether a key store that changes is read again
     */
    public record Tls(int port, String keyStore, String keyStorePassword, String keyStoreType, String keyPassword, String trustStore,
                      String trustStorePassword, String trustStoreType, boolean wantClientAuth, boolean needClientAuth, boolean reload) {
        static Tls of(ConfigReader read, String prefix) {
            int port = (int) read.whole(prefix + ".port", 0, -1, 65535);
            if (port <= 0) {
                return null;
            }
            String keyStore = read.text(prefix + ".keystore.path", null);
            if (keyStore == null || keyStore.isBlank()) {
                throw new IllegalArgumentException("configuration " + prefix + ".port is " + port + "; then " + prefix
                    + ".keystore.path must name a key store");
            }
            return new Tls(port, keyStore, read.text(prefix + ".keystore.password", null), read.text(prefix + ".keystore.type", "JKS"),
                read.text(prefix + ".key.password", null), read.text(prefix + ".truststore.path", null),
                read.text(prefix + ".truststore.password", null), read.text(prefix + ".truststore.type", "JKS"),
                read.flag(prefix + ".want.client.auth", false), read.flag(prefix + ".need.client.auth", false),
                read.flag(prefix + ".enable.ssl.reload", false));
        }

        @Override
        public String toString() {
            return "TLS on port " + port + " with " + keyStore;
        }
    }

    /**
     * Reads the keys of one daemon.
     *
     * @param daemon      {@code ui}, {@code logviewer} or {@code drpc}
     * @param httpPrefix  what the keys of plain HTTP begin with: {@code ui}, {@code logviewer}, {@code drpc.http}
     * @param defaultPort without a setting
     * @throws IllegalArgumentException if a setting is wrong
     */
    public static HttpSettings of(Map<String, Object> conf, String daemon, String httpPrefix, int defaultPort) {
        ConfigReader read = new ConfigReader(conf);
        Tls tls = Tls.of(read, daemon + ".https");
        int port = (int) read.whole(httpPrefix + ".port", defaultPort, -1, 65535);
        if (tls != null && read.flag(daemon + ".disable.http.binding", true)) {
            port = -1;
        }
        String filter = read.text(httpPrefix + ".filter", null);
        filter = filter == null || filter.isBlank() ? null : filter;
        boolean authenticates = authenticates(filter, tls, port);
        BindAddress bind = BindAddress.of(conf, daemon + ".host").guard("the " + daemon + " server", authenticates);
        return new HttpSettings(daemon, httpPrefix + ".port", bind, port,
            Math.max(HEADER_BYTES, read.integer(daemon + ".header.buffer.bytes", HEADER_BYTES, 1)),
            filter, params(conf, httpPrefix + ".filter.params"), tls,
            AllowedSites.of(conf, daemon + ".host"));
    }

    private static boolean authenticates(String filter, Tls tls, int port) {
        return filter != null || tls != null && tls.needClientAuth() && port < 0;
    }

    /** Whether callers show who they are: to a filter, or by their certificates. */
    public boolean authenticates() {
        return authenticates(filter, tls, port);
    }

    private static Map<String, String> params(Map<String, Object> conf, String key) {
        Object value = conf.get(key);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw ConfigReader.wrong(key, value, "a map from parameter to value");
        }
        Map<String, String> params = new LinkedHashMap<>();
        map.forEach((name, one) -> params.put(String.valueOf(name), String.valueOf(one)));
        return params;
    }
}
