// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.shade.org.yaml.snakeyaml.LoaderOptions;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.shade.org.yaml.snakeyaml.constructor.SafeConstructor;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.Installation;

/** {@code storm secure}: what init makes is used by real servers and clients, and what is wrong with a configuration is told. */
@Timeout(300)
class SecureCommandsTest {
    @TempDir
    private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int storm(Map<String, Object> conf, String... words) {
        out.reset();
        err.reset();
        CommandEnvironment environment = new CommandEnvironment(new Installation(folder, folder.resolve("conf"), Map.of()), Map.of(),
            new CommandEnvironment.Console(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)),
            overrides -> conf, command -> 0);
        return new Cli(environment).run(words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path init(String hosts) {
        Path made = folder.resolve("made");
        assertEquals(0, storm(Map.of(), "secure", "init", "--hosts", hosts, "--users", "alice,bob", "--output", made.toString()), () -> err());
        return made;
    }

    private static Map<String, Object> conf(Path yaml) throws IOException {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        Map<String, Object> own = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(yaml));
        conf.putAll(own);
        conf.put("drpc.port", 0);
        conf.put("storm.nimbus.retry.times", 0);
        return conf;
    }

    @Test
    void whatIsMadeLetsUsersInByNameAndNobodyElse() throws Exception {
        Path made = init("localhost,127.0.0.1");
        DistributedRPC.Iface who = (function, arguments) -> ReqContext.context().principal().getName();
        ThriftServer server = new ThriftServer(conf(made.resolve("localhost/storm.yaml")), new DistributedRPC.Processor<>(who), ThriftConnectionType.DRPC);
        Thread serving = new Thread(server::serve);
        serving.start();
        try {
            for (String user : List.of("users/alice", "users/bob", "127.0.0.1")) {
                try (DRPCClient client = new DRPCClient(conf(made.resolve(user + "/storm.yaml")), "localhost", server.getPort(), 20_000)) {
                    assertEquals("CN=" + (user.startsWith("users/") ? user.substring(6) : "storm"), client.execute("who", ""));
                }
            }
            Path others = folder.resolve("others");
            assertEquals(0, storm(Map.of(), "secure", "init", "--hosts", "localhost", "--users", "eve", "--output", others.toString()));
            Map<String, Object> eve = conf(others.resolve("users/eve/storm.yaml"));
            assertThrows(RuntimeException.class, () -> new DRPCClient(eve, "localhost", server.getPort(), 20_000).close());
        } finally {
            server.stop();
            serving.join();
        }
    }

    @Test
    void filesAreForTheirOwnerAlone() throws Exception {
        Path made = init("localhost");
        try (Stream<Path> all = Files.walk(made).filter(path -> !path.equals(made) && !path.endsWith("users"))) {
            for (Path path : all.toList()) {
                assertEquals(Files.isDirectory(path) ? "rwxr-x---" : "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                    path.toString());
            }
        }
        assertEquals(1, storm(Map.of(), "secure", "init", "--hosts", "localhost", "--output", made.toString()));
        assertTrue(err().contains("is not empty"), err());
    }

    @Test
    void wrongArgumentsOfInitAreTold() {
        for (List<String> wrong : List.of(
            List.of("--output", "x", "--hosts is missing"),
            List.of("--hosts", "a", "--output is missing"),
            List.of("--hosts", "a,../b", "--output", "x", "is no such name"),
            List.of("--hosts", "users", "--output", "x", "names of folders"),
            List.of("--hosts", "a", "--users", "storm", "--output", "x", "names of their own"))) {
            String[] words = Stream.concat(Stream.of("secure", "init"), wrong.subList(0, wrong.size() - 1).stream()).toArray(String[]::new);
            assertEquals(2, storm(Map.of(), words));
            assertTrue(err().contains(wrong.get(wrong.size() - 1)), err());
        }
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void theDefaultsAreToldToBeOpen() {
        assertEquals(1, storm(Utils.readDefaultConfig(), "secure", "check"));
        for (String part : List.of("open  storm.thrift.transport is SimpleTransportPlugin: Nimbus does not authenticate", "nimbus.authorizer is not set",
            "storm.zookeeper.auth.scheme is not set", "storm.messaging.netty.authentication is false", "ui.filter is not set")) {
            assertTrue(out().contains(part), part + " is not in\n" + out());
        }
    }

    @Test
    void whatIsMadeIsOpenOnlyWhereCertificatesDoNotReach() throws Exception {
        assertEquals(1, storm(conf(init("localhost").resolve("localhost/storm.yaml")), "secure", "check"));
        List<String> about = out().lines().filter(line -> !line.contains("authorizer is not set") && !line.contains(".filter is not set")
).toList();
        assertEquals(List.of(), about);
    }

    /** Each changes one setting of a closed cluster; the third column is what is told, with the key. */
    private static final List<List<String>> WRONG = List.of(
        List.of("nimbus.thrift.tls.server.keystore.path", "", "wrong", "it must be the path of a key store"),
        List.of("nimbus.thrift.tls.server.keystore.path", "/nowhere.p12", "wrong", "there is no such file"),
        List.of("nimbus.thrift.tls.server.keystore.password", "not-the-password", "wrong", "is not the password of"),
        List.of("nimbus.thrift.tls.server.truststore.path", "", "wrong", "is not set, and nimbus.thrift.tls.client.auth.required is true"),
        List.of("nimbus.thrift.tls.server.truststore.path", "/nowhere.p12", "wrong", "there is no such file"),
        List.of("nimbus.thrift.tls.server.truststore.password", "not-the-password", "wrong", "is not the password of"),
        List.of("nimbus.thrift.tls.client.keystore.path", "/nowhere.p12", "wrong", "there is no such file"),
        List.of("nimbus.thrift.tls.client.keystore.password", "not-the-password", "wrong", "is not the password of"),
        List.of("nimbus.thrift.tls.client.truststore.path", "/nowhere.p12", "wrong", "there is no such file"),
        List.of("nimbus.thrift.tls.client.truststore.password", "short", "weak", "has 5 characters"),
        List.of("nimbus.thrift.tls.client.auth.required", "false", "open", "does not authenticate its callers"),
        List.of("nimbus.thrift.tls.client.auth.required", "maybe", "wrong", "must be true or false"),
        List.of("nimbus.thrift.tls.port", "0", "wrong", "set it to a port"),
        List.of("nimbus.thrift.tls.server.only", "false", "", ""),
        List.of("nimbus.thrift.tls.transport", "org.example.Missing", "wrong", "org.example.Missing"),
        List.of("supervisor.thrift.tls.server.keystore.path", "/nowhere.p12", "wrong", "there is no such file"),
        List.of("supervisor.thrift.tls.client.auth.required", "false", "open", "the supervisor does not authenticate"),
        List.of("supervisor.thrift.transport", "org.apache.storm.security.auth.SimpleTransportPlugin", "open", "the supervisor does not authenticate"),
        List.of("drpc.thrift.tls.server.keystore.path", "/nowhere.p12", "wrong", "there is no such file"),
        List.of("drpc.thrift.transport", "org.apache.storm.security.auth.plain.PlainSaslTransportPlugin", "open", "DRPC does not authenticate"),
        List.of("drpc.thrift.transport", "org.apache.storm.security.auth.digest.DigestSaslTransportPlugin", "weak", "can be read on the way"),
        List.of("drpc.thrift.transport", "org.apache.storm.security.auth.kerberos.KerberosSaslTransportPlugin", "weak", "can be read on the way"),
        List.of("java.security.auth.login.config", "", "", ""),
        List.of("storm.thrift.tls.verify.hostname", "false", "weak", "any certificate of the authority passes"),
        List.of("storm.local.hostname", "other.example.com", "wrong", "its certificate is for localhost"),
        List.of("storm.insecure.allow.remote.access", "true", "open", "authenticate nobody"),
        List.of("storm.bind.address", "no.such.host.invalid", "wrong", "an address of this machine"),
        List.of("nimbus.authorizer", "org.apache.storm.security.auth.authorizer.NoopAuthorizer", "open", "every caller may do everything"),
        List.of("nimbus.authorizer", "", "open", "every caller may do everything"),
        List.of("storm.zookeeper.auth.scheme", "", "wrong", "storm.zookeeper.auth.payload is set"),
        List.of("storm.zookeeper.auth.payload", "", "wrong", "storm.zookeeper.auth.scheme digest"),
        List.of("storm.zookeeper.auth.payload", "nocolon", "wrong", "USER:PASSWORD"),
        List.of("storm.zookeeper.superACL", "everybody", "wrong", "SCHEME:ID"),
        List.of("storm.zookeeper.superACL", "world:anyone", "wrong", "SCHEME:ID"),
        List.of("storm.messaging.netty.tls.keystore.path", "/nowhere.p12", "wrong", "there is no such file"),
        List.of("storm.messaging.netty.tls.keystore.password", "not-the-password", "wrong", "is not the password of"),
        List.of("storm.messaging.netty.tls.truststore.path", "", "wrong", "it must be the path of a trust store"),
        List.of("storm.messaging.netty.tls.truststore.password", "not-the-password", "wrong", "is not the password of"),
        List.of("storm.messaging.netty.tls.require.open.ssl", "true", "wrong", "no OpenSSL here"),
        List.of("storm.messaging.netty.tls.enable", "false", "weak", "can be read on the way"),
        List.of("storm.messaging.netty.tls.enable", "maybe", "wrong", "true or false"),
        List.of("storm.messaging.netty.authentication", "false", "weak", "whoever has a certificate of the authority"),
        List.of("nimbus.supervisor.users", "", "wrong", "no topology runs"),
        List.of("nimbus.users", "", "weak", "may submit topologies"),
        List.of("nimbus.admins", "", "weak", "nobody can end"),
        List.of("storm.http.allowed.origins", "*", "weak", "a page of any site"),
        List.of("storm.http.allowed.origins", "dashboard", "wrong", "a list of origins"),
        List.of("storm.http.allowed.hosts", "*", "weak", "a page of any site"),
        List.of("storm.secret.keys.pattern", "(", "wrong", "a regular expression"),
        List.of("ui.https.port", "8443", "wrong", "ui.https.keystore.path"),
        List.of("drpc.https.port", "many", "wrong", "an integer"));

    private static Map<String, Object> with(Map<String, Object> conf, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(conf);
        changed.put(key, value);
        return changed;
    }

    private final Map<Map<String, Object>, List<String>> told = new IdentityHashMap<>();

    @Test
    void eachWrongSettingOfAClosedClusterIsToldInOneLine() throws Exception {
        Map<String, Object> closed = conf(init("localhost").resolve("localhost/storm.yaml"));
        // Opening a key store takes long on purpose: what an entry is not about has none.
        Map<String, Object> nimbusOnly = new HashMap<>(closed);
        nimbusOnly.put("storm.thrift.transport", "org.apache.storm.security.auth.SimpleTransportPlugin");
        Map<String, Object> noTls = new HashMap<>(nimbusOnly);
        noTls.keySet().removeIf(key -> key.startsWith("nimbus.thrift.tls.") || key.endsWith("use.tls"));
        noTls.put("nimbus.thrift.tls.port", 0);
        Map<String, Object> workersOnly = new HashMap<>(noTls);
        for (Map<String, Object> base : List.of(nimbusOnly, noTls)) {
            base.put("storm.messaging.netty.tls.enable", false);
        }
        Map<String, Object> supervisorOnly = with(noTls, "supervisor.thrift.transport", closed.get("storm.thrift.transport"));
        Map<String, Object> drpcOnly = with(noTls, "drpc.thrift.transport", closed.get("storm.thrift.transport"));
        for (List<String> wrong : WRONG) {
            Map<String, Object> base = wrong.get(0).matches("(nimbus\\.thrift|storm\\.(thrift|local)).*") ? nimbusOnly
                : wrong.get(0).startsWith("storm.messaging") ? workersOnly : wrong.get(0).startsWith("supervisor") ? supervisorOnly : wrong.get(0).startsWith("drpc") ? drpcOnly : noTls;
            List<String> before = told.computeIfAbsent(base, conf -> {
                storm(conf, "secure", "check");
                return out().lines().toList();
            });
            Map<String, Object> conf = new HashMap<>(base);
            conf.put(wrong.get(0), wrong.get(1).matches("true|false") ? (Object) Boolean.valueOf(wrong.get(1)) : wrong.get(1).matches("[0-9]+")
                ? (Object) Integer.valueOf(wrong.get(1)) : wrong.get(1).isEmpty() && wrong.get(0).matches("nimbus\\.(users|admins|supervisor\\.users)") ? List.of() : wrong.get(1));
            storm(conf, "secure", "check");
            List<String> now = out().lines().filter(line -> !before.contains(line)).toList();
            boolean found = now.stream().anyMatch(line -> line.startsWith(wrong.get(2)) && (wrong.get(3).isEmpty() || line.contains(wrong.get(0))) && line.contains(wrong.get(3)));
            assertTrue(found || wrong.get(2).isEmpty(), wrong + " is told as " + now);
        }
    }
}
