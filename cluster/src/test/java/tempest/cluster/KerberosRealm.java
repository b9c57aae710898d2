// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;

/**
 * A real KDC in this JVM, for tests of what uses Kerberos. One at a time: Java knows its realm by a system property. Who logs in by {@link #section} finds it
 * whatever was known before.
 */
public final class KerberosRealm implements AutoCloseable {
    public static final String NAME = "TEMPEST.TEST";
    private static final String CONF = "java.security.krb5.conf";
    private static final int TRIES = 10;

    private final Path folder;
    private final SimpleKdcServer kdc;

    private KerberosRealm(Path folder, SimpleKdcServer kdc) {
        this.folder = folder;
        this.kdc = kdc;
    }

    /** Starts a KDC that keeps its files in a folder. */
    public static KerberosRealm in(Path folder) throws IOException, KrbException {
        KrbException reason = null;
        for (int tries = 0; tries < TRIES; tries++) {
            int port = freePort();
            SimpleKdcServer kdc = new SimpleKdcServer();
            kdc.setKdcRealm(NAME);
            kdc.setKdcHost("localhost");
            kdc.setKdcTcpPort(port);
            kdc.setAllowUdp(false);
            kdc.setWorkDir(Files.createDirectories(folder).toFile());
            try {
                kdc.init();
                kdc.start();
                Path conf = folder.resolve("realm.conf");
                Files.writeString(conf, "[libdefaults]\ndefault_realm = " + NAME + "\nudp_preference_limit = 1\ndns_lookup_kdc = false\n"
                    + "dns_lookup_realm = false\nkdc_timeout = 30000\nmax_retries = 1\n[realms]\n" + NAME + " = {\nkdc = 127.0.0.1:" + port + "\n}\n");
                System.setProperty(CONF, conf.toString());
                return new KerberosRealm(folder, kdc);
            } catch (KrbException e) {
                reason = e; // Somebody else took the port meanwhile.
            }
        }
        throw reason;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Makes a principal, and a key tab for it. */
    public Path keyTab(String principal) throws IOException, KrbException {
        Path file = Files.createTempFile(folder, "key", ".tab");
        Files.delete(file);
        kdc.createPrincipal(full(principal));
        kdc.exportPrincipal(full(principal), file.toFile());
        return file;
    }

    /** Gives a principal another key than its key tab has. */
    public void newKey(String principal) throws KrbException {
        kdc.deletePrincipal(full(principal));
        kdc.createPrincipal(full(principal));
    }

    private static String full(String principal) {
        return principal + "@" + NAME;
    }

    /** A section of a JAAS file by which a principal of this realm logs in. */
    public static String section(String name, String principal, Path keyTab, String more) {
        return name + " {\n  com.sun.security.auth.module.Krb5LoginModule required refreshKrb5Config=true doNotPrompt=true useKeyTab=true storeKey=true\n  keyTab=\""
            + keyTab + "\" principal=\"" + principal + "@" + NAME + "\" " + more + ";\n};\n";
    }

    @Override
    public void close() throws KrbException {
        System.clearProperty(CONF);
        kdc.stop();
    }
}
