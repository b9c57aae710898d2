// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.topology.ReportedFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;

class ConnectionsTest {
    private static final TypedCommands STRINGS = new TypedCommands(RedisDataType.STRING, null);
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private static Keyspace open(JedisPoolConfig config) {
        return Keyspace.ofServer(Connections.pool(Connections.serverPoolConfig(), config), Connections.name(config));
    }

    @Test
    void aPasswordLetsInAndAWrongOrMissingOneIsReportedAtOnce() {
        try (RedisServer server = RedisServer.start(DefaultJedisClientConfig.builder().password("right").build(), "--requirepass", "right")) {
            JedisPoolConfig.Builder config = new JedisPoolConfig.Builder().setPort(server.port());
            Keyspace redis = open(config.setPassword("right").build());
            redis.write(STRINGS, null, Map.of("a", "1"), 0);
            assertEquals(List.of("1"), redis.read(STRINGS, List.of("a")));
            String wrong = assertThrows(ReportedFailedException.class, () -> open(config.setPassword("wrong").build()).read(STRINGS, List.of("a")))
                .getMessage();
            assertTrue(wrong.startsWith("Redis at 127.0.0.1:" + server.port() + " did not read 1 key: WRONGPASS"), wrong);
            String none = assertThrows(ReportedFailedException.class, () -> open(config.setPassword("").build()).read(STRINGS, List.of("a")))
                .getMessage();
            assertTrue(none.contains("NOAUTH"), none);
        }
    }

    @Test
    void theDatabaseIsChosen() {
        try (RedisServer server = RedisServer.start()) {
            open(new JedisPoolConfig.Builder().setPort(server.port()).setDatabase(2).build()).write(STRINGS, null, Map.of("a", "1"), 0);
            assertEquals(1, open(new JedisPoolConfig.Builder().setPort(server.port()).setDatabase(2).build()).read(STRINGS, List.of("a")).size());
            assertEquals(java.util.Collections.singletonList(null), open(server.config()).read(STRINGS, List.of("a")));
        }
    }

    @Test
    void tlsWorksAndAnUntrustedCertificateIsRefused(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("redis.p12");
        certificate(store);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        Path certificate = pem(folder.resolve("redis.crt"), "CERTIFICATE", keys.getCertificate("redis").getEncoded());
        Path key = pem(folder.resolve("redis.key"), "PRIVATE KEY", keys.getKey("redis", STORE_PASSWORD).getEncoded());
        SSLContext before = SSLContext.getDefault();
        SSLContext trusting = trusting(keys);
        DefaultJedisClientConfig client = DefaultJedisClientConfig.builder().ssl(true).sslSocketFactory(trusting.getSocketFactory()).build();
        try (RedisServer server = RedisServer.start(client, "--tls-cert-file", certificate.toString(), "--tls-key-file", key.toString(),
            "--tls-ca-cert-file", certificate.toString(), "--tls-auth-clients", "no")) {
            JedisPoolConfig config = new JedisPoolConfig.Builder().setPort(server.port()).setSsl(true).build();
            String refused = assertThrows(ReportedFailedException.class, () -> open(config).read(STRINGS, List.of("a"))).getMessage();
            assertTrue(refused.contains("unable to find valid certification path"), refused);
            SSLContext.setDefault(trusting);
            Keyspace redis = open(config);
            redis.write(STRINGS, null, Map.of("a", "1"), 0);
            assertEquals(List.of("1"), redis.read(STRINGS, List.of("a")));
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private static void certificate(Path store) throws Exception {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "redis",
            "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=redis", "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12",
            "-keystore", store.toString(), "-storepass", new String(STORE_PASSWORD)).redirectErrorStream(true).start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0, new String(keytool.getInputStream().readAllBytes()));
    }

    private static Path pem(Path file, String what, byte[] encoded) throws Exception {
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END " + what + "-----\n");
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("redis", keys.getCertificate("redis"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void aPortOutOfRangeIsRefused(int port) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new JedisPoolConfig.Builder().setPort(port).build())
            .getMessage().contains("not one of 1 to 65535"));
    }

    @Test
    void aMissingHostOrNodeIsRefusedAndPasswordsAreNotShown() {
        assertThrows(IllegalArgumentException.class, () -> new JedisPoolConfig.Builder().setHost(" ").build());
        assertThrows(NullPointerException.class, () -> new JedisClusterConfig.Builder().build());
        assertThrows(IllegalArgumentException.class, () -> new JedisClusterConfig.Builder().setNodes(java.util.Set.of()).build());
        String shown = new JedisPoolConfig.Builder().setPassword("secret").build().toString();
        assertTrue(!shown.contains("secret") && shown.contains("password=set"), shown);
    }
}
