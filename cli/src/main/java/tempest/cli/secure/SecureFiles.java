// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.secure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tempest.cluster.PrivateFile;

/**
 * Makes what a closed cluster needs, one folder for each host and each user, with all that belongs there: a key store, a trust store and a
 * {@code storm.yaml}; and one for the authority, whose key no daemon needs. For one thread.
 */
public final class SecureFiles {
    /** Whom daemons are known as. */
    public static final String DAEMON_USER = "storm";
    private static final Duration VALIDITY = Duration.ofDays(730);
    private static final int PASSWORD_BYTES = 24;
    private static final String KEYS = "keys.p12";
    private static final String TRUST = "trust.p12";

    private final Clock clock;
    private final SecureRandom random;

    public SecureFiles(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * What to make.
     *
     * @param hosts  of the cluster; the first has Nimbus and ZooKeeper
     * @param users  who may submit topologies
     * @param output a folder that is not there yet, or empty
     * @param path   where hosts will have their folder; null if it stays where it is made
     */
    public record Order(List<String> hosts, List<String> users, Path output, String path) {
    }

    /** Makes it; returns the folders of hosts and users. */
    public List<Path> write(Order order) throws IOException, GeneralSecurityException {
        Authority authority = Authority.create("authority of the cluster at " + order.hosts().get(0), clock.instant(), VALIDITY, random);
        List<Path> made = new ArrayList<>();
        Path folder = folder(order.output().resolve("authority"));
        String ofAuthority = password();
        store(folder.resolve(KEYS), authority.own(), ofAuthority);
        PrivateFile.write(folder.resolve("password"), ofAuthority + "\n");
        SecureSettings settings = new SecureSettings(order.hosts(), password());
        for (String host : order.hosts()) {
            Path own = folder(order.output().resolve(host));
            String at = order.path() == null ? own.toAbsolutePath().normalize().toString() : order.path();
            SecureSettings.Stores stores = write(own, at, authority, authority.issue(DAEMON_USER, List.of(host)));
            PrivateFile.write(own.resolve("storm.yaml"), settings.ofHost(host, order.users(), stores));
            made.add(own);
        }
        Path users = folder(order.output().resolve("users"));
        for (String user : order.users()) {
            Path own = folder(users.resolve(user));
            SecureSettings.Stores stores = write(own, own.toAbsolutePath().normalize().toString(), authority, authority.issue(user, List.of()));
            PrivateFile.write(own.resolve("storm.yaml"), settings.ofUser(stores));
            made.add(own);
        }
        return made;
    }

    private SecureSettings.Stores write(Path folder, String at, Authority authority, Authority.Identity identity) throws IOException, GeneralSecurityException {
        String keys = password();
        String trust = password();
        store(folder.resolve(KEYS), identity, keys);
        trust(folder.resolve(TRUST), authority.own().chain().get(0), trust);
        return new SecureSettings.Stores(at + "/" + KEYS, keys, at + "/" + TRUST, trust);
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        }
        return folder;
    }

    private static void store(Path file, Authority.Identity identity, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", identity.key(), password.toCharArray(), identity.chain().toArray(new Certificate[0]));
        write(store, file, password);
    }

    private static void trust(Path file, X509Certificate authority, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        write(store, file, password);
    }

    private static void write(KeyStore store, Path file, String password) throws IOException, GeneralSecurityException {
        try (OutputStream out = PrivateFile.create(file)) {
            store.store(out, password.toCharArray());
        }
    }
}
