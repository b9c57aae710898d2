// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.secure;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.FramedTransportPlugin;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.tls.HostNames;
import org.apache.storm.security.auth.tls.TlsSettings;
import org.apache.storm.security.auth.tls.TlsStore;
import tempest.cluster.BindAddress;
import tempest.cluster.ConfigReader;
import tempest.cluster.Secrets;
import tempest.cluster.ZooKeeperConfig;

/**
 * What a configuration leaves open, what in it is weak, and what is wrong, as far as this machine can tell. Called by the command's main thread; it asks
 * nobody and changes nothing.
 */
public final class ConfigCheck {
    private static final String AUTH = "org.apache.storm.security.auth.";
    private static final String SIMPLE = AUTH + "SimpleTransportPlugin";
    private static final String PLAIN = AUTH + "plain.PlainSaslTransportPlugin";
    private static final String DIGEST = AUTH + "digest.DigestSaslTransportPlugin";
    private static final String KERBEROS = AUTH + "kerberos.KerberosSaslTransportPlugin";
    private static final String TLS = AUTH + "tls.TlsTransportPlugin";
    private static final String NOOP = AUTH + "authorizer.NoopAuthorizer";
    private static final String WORKERS = "storm.messaging.netty.tls.";
    private static final int SHORT_PASSWORD = 12;
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.GROUP_WRITE);

    private final Map<String, Object> conf;
    private final ConfigReader read;
    private final List<Finding> findings = new ArrayList<>();

    private ConfigCheck(Map<String, Object> conf) {
        this.conf = conf;
        this.read = new ConfigReader(conf);
    }

    /** All findings, as they come. */
    public static List<Finding> of(Map<String, Object> conf) {
        ConfigCheck check = new ConfigCheck(conf);
        check.guarded(check::addresses);
        check.services();
        check.guarded(check::authorizers);
        check.guarded(check::users);
        check.guarded(check::zooKeeper);
        check.guarded(check::workers);
        check.guarded(check::http);
        check.guarded(check::sites);
        check.guarded(() -> Secrets.of(conf));
        check.guarded(check::files);
        check.guarded(check::passwords);
        return List.copyOf(check.findings);
    }

    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            findings.add(Finding.wrong(e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private void addresses() {
        BindAddress bind = BindAddress.of(conf);
        if (bind.strangersAllowed()) {
            findings.add(Finding.open(BindAddress.ALLOW_STRANGERS + " is true: services that authenticate nobody may be reached from other machines; set it to"
                + " false"));
        }
        bind.checkReachable(conf);
    }

    private void services() {
        guarded(() -> nimbus());
        guarded(() -> service("the supervisor", ThriftConnectionType.SUPERVISOR, "supervisor.thrift.transport"));
        guarded(() -> service("DRPC", ThriftConnectionType.DRPC, "drpc.thrift.transport"));
        guarded(() -> service("DRPC for topologies", ThriftConnectionType.DRPC_INVOCATIONS, "drpc.invocations.thrift.transport"));
    }

    private void nimbus() {
        boolean tls = read.port("nimbus.thrift.tls.port", 0) > 0;
        boolean only = read.flag("nimbus.thrift.tls.server.only", false);
        if (tls) {
            service("Nimbus (TLS)", ThriftConnectionType.NIMBUS_TLS, "nimbus.thrift.tls.transport");
        } else if (only || read.flag("nimbus.thrift.client.use.tls", false)) {
            findings.add(Finding.wrong("nimbus.thrift.tls.port is 0, but "
                + (only ? "nimbus.thrift.tls.server.only" : "nimbus.thrift.client.use.tls") + " is true; set it to a port, such as 6630"));
        }
        if (!only || !tls) {
            service("Nimbus", ThriftConnectionType.NIMBUS, "nimbus.thrift.transport");
        }
    }

    private void service(String name, ThriftConnectionType type, String key) {
        String transport = type.getTransportPlugin(conf);
        String from = conf.get(key) != null ? key : "storm.thrift.transport";
        if (transport == null || transport.equals(SIMPLE) || transport.equals(PLAIN)) {
            findings.add(Finding.open(from + " is " + (transport == null ? "not set" : transport.substring(transport.lastIndexOf('.') + 1)) + ": " + name
                + " does not authenticate its callers; set it to " + TLS));
            return;
        }
        if (transport.equals(DIGEST) || transport.equals(KERBEROS)) {
            findings.add(Finding.weak(from + " is " + transport.substring(transport.lastIndexOf('.') + 1) + ": what is said to " + name + " can be read on the way; " + TLS + " encrypts it"));
        }
        if (transport.equals(TLS)) {
            tls(name, TlsSettings.of(type, conf));
        }
        plugin(type);
    }

    private void tls(String name, TlsSettings settings) {
        if (!settings.isClientAuthRequired()) {
            findings.add(Finding.open(settings.prefix() + "client.auth.required is false: " + name + " does not authenticate its callers; set it to true"));
        }
        if (!settings.verifiesHostname()) {
            findings.add(Finding.weak(TlsSettings.VERIFY_HOSTNAME + " is false: any certificate of the authority passes for any host's; set it to true"));
        }
        guarded(settings::server);
    }

    /** Whether a client of the service could connect, and whether there is such a transport at all. */
    private void plugin(ThriftConnectionType type) {
        guarded(() -> {
            try {
                if (ClientAuthUtils.getTransportPlugin(type, conf) instanceof FramedTransportPlugin plugin) {
                    plugin.checkClient();
                }
            } catch (IOException e) {
                findings.add(Finding.wrong(e.getMessage()));
            }
        });
    }

    private void authorizers() {
        for (String key : List.of("nimbus.authorizer", "supervisor.authorizer", "drpc.authorizer")) {
            String name = read.text(key, "");
            if (name.isBlank() || name.equals(NOOP)) {
                findings.add(Finding.open(key + " is " + (name.isBlank() ? "not set" : "NoopAuthorizer") + ": every caller may do everything; set it to "
                    + AUTH + "authorizer." + (key.startsWith("nimbus") ? "SimpleACLAuthorizer" : key.startsWith("drpc") ? "DRPCSimpleACLAuthorizer"
                    : "SupervisorSimpleACLAuthorizer")));
            }
        }
    }

    /** With an access list, whoever is on no list may do nothing. */
    private void users() {
        if (!read.text("nimbus.authorizer", "").endsWith(".SimpleACLAuthorizer")) {
            return;
        }
        if (read.texts("nimbus.supervisor.users", List.of()).isEmpty()) {
            findings.add(Finding.wrong("nimbus.supervisor.users is empty: supervisors and workers may ask Nimbus nothing, so no topology runs; set it to the user"
                + " that they are known as"));
        }
        if (read.texts("nimbus.users", List.of()).isEmpty() && read.texts("nimbus.groups", List.of()).isEmpty()) {
            findings.add(Finding.weak("nimbus.users and nimbus.groups are empty: whoever the transport authenticates may submit topologies; name those who may"));
        }
        if (read.texts("nimbus.admins", List.of()).isEmpty() && read.texts("nimbus.admins.groups", List.of()).isEmpty()) {
            findings.add(Finding.weak("nimbus.admins is empty: nobody can end a topology whose owner is gone; set it to the user that the daemons are known as"));
        }
    }

    /** Which sites' pages, and pages under which names, get answers. */
    private void sites() {
        for (String key : List.of("storm.http.allowed.origins", "storm.http.allowed.hosts")) {
            if (read.texts(key, List.of()).contains("*")) {
                findings.add(Finding.weak(key + " is \"*\": a page of any site reads what its visitor's browser may read here; name those that may"));
            }
        }
        for (String origin : read.texts("storm.http.allowed.origins", List.of())) {
            if (!origin.matches("\\*|https?://[^/\\s]+")) {
                findings.add(Finding.wrong("storm.http.allowed.origins is " + origin + "; it must be a list of origins such as https://dashboard.example.com"));
            }
        }
    }

    private void zooKeeper() {
        ZooKeeperConfig config = ZooKeeperConfig.of(conf);
        if (config.isOpen()) {
            findings.add(Finding.open("storm.zookeeper.auth.scheme is not set: whoever reaches ZooKeeper may change everything; set it to digest, and"
                + " storm.zookeeper.auth.payload to USER:PASSWORD"));
        }
    }

    private void workers() {
        boolean secret = read.flag("storm.messaging.netty.authentication", false);
        boolean tls = read.flag(WORKERS + "enable", false);
        if (!secret && !tls) {
            findings.add(Finding.open("storm.messaging.netty.authentication is false: a worker takes tuples from whoever reaches its port; keep workers' ports"
                + " within a network of your own, or set it to true"));
        } else if (!secret) {
            findings.add(Finding.weak("storm.messaging.netty.authentication is false: a worker takes tuples from whoever has a certificate of the authority; set it"
                + " to true"));
        } else if (!tls) {
            findings.add(Finding.weak(WORKERS + "enable is false: what workers tell each other can be read on the way; set it to true"));
        }
        if (tls) {
            guarded(this::workersTls);
            guarded(() -> TlsStore.trust(conf, WORKERS + "truststore.path", WORKERS + "truststore.password"));
        }
    }

    private void workersTls() {
        if (read.flag(WORKERS + "require.open.ssl", false)) {
            findings.add(Finding.wrong(WORKERS + "require.open.ssl is true, and there is no OpenSSL here; set it to false: Java's own TLS is used"));
        }
        Set<String> names = HostNames.of(TlsStore.keys(conf, WORKERS + "keystore.path", WORKERS + "keystore.password", Date.from(Instant.now())));
        String host = read.text("storm.local.hostname", "").strip();
        if (!host.isEmpty() && read.flag(TlsSettings.VERIFY_HOSTNAME, true) && !HostNames.cover(names, host)) {
            findings.add(Finding.wrong(WORKERS + "keystore.path is " + conf.get(WORKERS + "keystore.path") + ": its certificate is for "
                + (names.isEmpty() ? "no host" : String.join(", ", names)) + ", and other workers look for this machine as " + host
                + " (storm.local.hostname); the certificate must have that as an alternative name"));
        }
    }

    private void http() {
        for (String daemon : List.of("ui", "logviewer", "drpc.http")) {
            String https = daemon.replace(".http", "") + ".https";
            boolean certificates = read.whole(https + ".port", 0, -1, 65_535) > 0 && read.flag(https + ".need.client.auth", false);
            if (read.text(daemon + ".filter", "").isBlank() && !certificates) {
                findings.add(Finding.open(daemon + ".filter is not set: the " + daemon.replace(".http", "") + " server does not authenticate who calls it by"
                    + " HTTP; set it, or " + https + ".port and " + https + ".need.client.auth"));
            }
            if (read.whole(https + ".port", 0, -1, 65_535) > 0) {
                guarded(() -> https(https + ".", certificates));
            }
        }
    }

    private void https(String prefix, boolean certificates) {
        if (read.text(prefix + "keystore.path", "").isBlank()) {
            findings.add(Finding.wrong(prefix + "port is " + conf.get(prefix + "port") + ", and " + prefix + "keystore.path is not set; it must be the path of a key"
                + " store with a private key and its certificate"));
            return;
        }
        TlsStore.keys(conf, prefix + "keystore.path", prefix + "keystore.password", Date.from(Instant.now()));
        if (!read.text(prefix + "truststore.path", "").isBlank()) {
            TlsStore.trust(conf, prefix + "truststore.path", prefix + "truststore.password");
        } else if (certificates) {
            findings.add(Finding.weak(prefix + "truststore.path is not set, and " + prefix + "need.client.auth is true: every certificate of a public authority"
                + " passes; set it to a trust store with your own authority alone"));
        }
    }

    private void files() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<String> seen = new TreeSet<>();
        for (Map.Entry<String, Object> each : new TreeMap<>(conf).entrySet()) {
            boolean secret = each.getKey().endsWith(".keystore.path") || each.getKey().endsWith(".key.path")
                || each.getKey().equals("java.security.auth.login.config");
            if (secret && each.getValue() instanceof String text && Files.isRegularFile(Path.of(text)) && seen.add(text)) {
                file(each.getKey(), Path.of(text));
            }
        }
    }

    private void file(String key, Path path) {
        try {
            if (Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains)) {
                findings.add(Finding.weak(key + " is " + path + ", which others on this machine may read or change; chmod 600 it"));
            }
        } catch (IOException e) {
            findings.add(Finding.wrong(key + " is " + path + ": who may read it cannot be told: " + e.getMessage()));
        }
    }

    private void passwords() {
        new TreeMap<>(conf).forEach((key, value) -> {
            if (value instanceof String text && key.endsWith(".password") && Secrets.usual().isSecret(key) && !text.isEmpty() && text.length() < SHORT_PASSWORD) {
                findings.add(Finding.weak(key + " has " + text.length() + " characters; it should have " + SHORT_PASSWORD + " or more"));
            }
        });
    }
}
