// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.secure;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A cluster's certificate authority: one key that signs the certificates of its hosts and users. Keys are of the curve P-256. Made by the command that sets
 * up a cluster; immutable.
 */
final class Authority {
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final String SIGNATURE_OID = "1.2.840.10045.4.3.2";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final int SERIAL_BITS = 120;
    private static final int SIGNS_CERTIFICATES = 0x06;
    private static final int SIGNS = 0x80;
    private static final int UNUSED_OF_SIGNS_CERTIFICATES = 1;
    private static final int UNUSED_OF_SIGNS = 7;
    /** Clocks of hosts differ. */
    private static final Duration EARLIER = Duration.ofHours(1);

    /** A key and the certificates that lead from it to the authority. */
    record Identity(PrivateKey key, List<X509Certificate> chain) {
    }

    private final SecureRandom random;
    private final Instant now;
    private final Duration validity;
    private final X500Principal name;
    private final Identity own;

    private Authority(SecureRandom random, Instant now, Duration validity, X500Principal name, KeyPair pair) throws GeneralSecurityException {
        this.random = random;
        this.now = now;
        this.validity = validity;
        this.name = name;
        byte[] constraints = extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes()));
        byte[] usage = extension(KEY_USAGE, true, Der.bits(UNUSED_OF_SIGNS_CERTIFICATES, new byte[]{SIGNS_CERTIFICATES}));
        this.own = new Identity(pair.getPrivate(), List.of(certificate(pair, pair.getPrivate(), name, Der.join(constraints, usage))));
    }

    /** A new authority, valid from now. */
    static Authority create(String commonName, Instant now, Duration validity, SecureRandom random) throws GeneralSecurityException {
        return new Authority(random, now, validity, new X500Principal("CN=" + commonName), pair(random));
    }

    private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    Identity own() {
        return own;
    }

    /**
     * A new key with a certificate.
     *
     * @param commonName whose it is
     * @param hosts      the names and addresses of the hosts that it may serve as; none for a user
     */
    Identity issue(String commonName, List<String> hosts) throws GeneralSecurityException {
        KeyPair pair = pair(random);
        byte[] extensions = Der.join(extension(BASIC_CONSTRAINTS, true, Der.sequence()),
            extension(KEY_USAGE, true, Der.bits(UNUSED_OF_SIGNS, new byte[]{(byte) SIGNS})),
            extension(EXTENDED_KEY_USAGE, false, hosts.isEmpty() ? Der.sequence(Der.oid(CLIENT_AUTH))
                : Der.sequence(Der.oid(SERVER_AUTH), Der.oid(CLIENT_AUTH))));
        if (!hosts.isEmpty()) {
            extensions = Der.join(extensions, extension(ALTERNATIVE_NAMES, false,
                Der.sequence(hosts.stream().map(Authority::hostName).toArray(byte[][]::new))));
        }
        X509Certificate certificate = certificate(pair, own.key(), new X500Principal("CN=" + commonName), extensions);
        return new Identity(pair.getPrivate(), List.of(certificate, own.chain().get(0)));
    }

    private static byte[] hostName(String host) {
        if (!host.matches("[0-9.]+|.*:.*")) {
            return Der.numbered(DNS, false, host.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.numbered(IP, false, InetAddress.getByName(host).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(host + " is neither a host's name nor an address", e);
        }
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value)) : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private X509Certificate certificate(KeyPair subject, PrivateKey signer, X500Principal subjectName, byte[] extensions) throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid(SIGNATURE_OID));
        byte[] signed = Der.sequence(
            Der.numbered(0, true, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE)),
            algorithm,
            name.getEncoded(),
            Der.sequence(Der.time(now.minus(EARLIER)), Der.time(now.plus(validity))),
            subjectName.getEncoded(),
            subject.getPublic().getEncoded(),
            Der.numbered(3, true, Der.sequence(extensions)));
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(signer, random);
        signature.update(signed);
        byte[] whole = Der.sequence(signed, algorithm, Der.bits(signature.sign()));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }
}
