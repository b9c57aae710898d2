// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.storm.utils.SecurityUtils;

/**
 * Key stores and trust stores that settings name, read whole. What is wrong with one is told in one line with the key, its value and what would be right.
 * Called by whoever builds a TLS context, at start; stateless.
 */
public final class TlsStore {
    private static final Pattern PEM_KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private TlsStore() {
    }

    /**
     * A store with a key and its certificate, valid now.
     *
     * @param pathKey     the setting with the file's path
     * @param passwordKey the setting with its password
     * @param now         when the certificate must be valid
     * @throws IllegalArgumentException in one line
     */
    public static KeyStore keys(Map<String, Object> conf, String pathKey, String passwordKey, Date now) {
        Path path = path(conf, pathKey, "the path of a key store (PKCS12 or JKS) with a private key and its certificate");
        char[] password = password(conf, passwordKey);
        KeyStore store = load(pathKey, path, passwordKey, password);
        try {
            String alias = null;
            for (String each : Collections.list(store.aliases())) {
                alias = store.isKeyEntry(each) ? each : alias;
            }
            if (alias == null) {
                throw wrong(pathKey, path, "it holds no private key; it must hold one and its certificate");
            }
            Key key = store.getKey(alias, password);
            if (key == null) {
                throw wrong(pathKey, path, "its entry " + alias + " has no key");
            }
            checkValid(pathKey, path, store.getCertificate(alias), now);
            return store;
        } catch (UnrecoverableKeyException e) {
            throw new IllegalArgumentException("Configuration key " + passwordKey + " does not open the key in " + path + ", which " + pathKey
                + " names; the key must have the store's password", e);
        } catch (GeneralSecurityException e) {
            throw wrong(pathKey, path, "it cannot be used: " + e.getMessage());
        }
    }

    /**
     * A store of certificates to trust.
     *
     * @throws IllegalArgumentException in one line
     */
    public static KeyStore trust(Map<String, Object> conf, String pathKey, String passwordKey) {
        Path path = path(conf, pathKey, "the path of a trust store (PKCS12 or JKS) with the certificates of those to trust");
        KeyStore store = load(pathKey, path, passwordKey, password(conf, passwordKey));
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    return store;
                }
            }
        } catch (GeneralSecurityException e) {
            throw wrong(pathKey, path, "it cannot be used: " + e.getMessage());
        }
        throw wrong(pathKey, path, "it holds no certificate to trust; it must hold at least one, which Java finds in it as a trusted entry");
    }

    /**
     * The key and certificates of two PEM files, as a store with the given password.
     *
     * @throws IllegalArgumentException in one line
     */
    public static KeyStore pem(Map<String, Object> conf, String keyPathKey, String certPathKey, char[] password, Date now) {
        Path keyPath = path(conf, keyPathKey, "the path of a PEM file with a private key (PKCS #8)");
        Path certPath = path(conf, certPathKey, "the path of a PEM file with the key's certificate");
        try {
            List<Certificate> chain = new ArrayList<>(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(read(certPathKey, certPath))));
            if (chain.isEmpty()) {
                throw wrong(certPathKey, certPath, "it holds no certificate");
            }
            checkValid(certPathKey, certPath, chain.get(0), now);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", privateKey(keyPathKey, keyPath), password, chain.toArray(new Certificate[0]));
            return store;
        } catch (CertificateException e) {
            throw wrong(certPathKey, certPath, "it holds no certificate: " + e.getMessage());
        } catch (GeneralSecurityException | IOException e) {
            throw wrong(keyPathKey, keyPath, "it cannot be used: " + e.getMessage());
        }
    }

    private static PrivateKey privateKey(String pathKey, Path path) throws GeneralSecurityException {
        Matcher pem = PEM_KEY.matcher(new String(read(pathKey, path), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw wrong(pathKey, path, "it holds no private key; it must begin with -----BEGIN PRIVATE KEY-----");
        }
        PKCS8EncodedKeySpec bytes = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(bytes);
            } catch (InvalidKeySpecException e) {
                continue; // It is another algorithm's key.
            }
        }
        throw wrong(pathKey, path, "its key is none of " + KEY_ALGORITHMS);
    }

    private static byte[] read(String pathKey, Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw wrong(pathKey, path, "it cannot be read: " + e);
        }
    }

    private static Path path(Map<String, Object> conf, String key, String right) {
        Object value = conf.get(key);
        if (!(value instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException("Configuration key " + key + " is " + (value == null ? "not set" : "'" + value + "'") + "; it must be " + right);
        }
        Path path = Path.of(text.strip());
        if (!Files.isRegularFile(path)) {
            throw wrong(key, path, "there is no such file; it must be " + right);
        }
        if (!Files.isReadable(path)) {
            throw wrong(key, path, "this user may not read it");
        }
        return path;
    }

    /** The password that a setting holds; empty if it is not set. */
    public static char[] password(Map<String, Object> conf, String key) {
        return conf.get(key) == null ? new char[0] : conf.get(key).toString().toCharArray();
    }

    private static KeyStore load(String pathKey, Path path, String passwordKey, char[] password) {
        String type = SecurityUtils.inferKeyStoreTypeFromPath(path.toString());
        try (InputStream in = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance(type == null ? KeyStore.getDefaultType() : type);
            store.load(in, password);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException || String.valueOf(e.getMessage()).contains("assword")) {
                throw new IllegalArgumentException("Configuration key " + passwordKey + (password.length == 0 ? " is not set, and " : " is not the password of ")
                    + path + (password.length == 0 ? " wants a password; it must be that of the store" : "; it must be that of the store")
                    + " which " + pathKey + " names", e);
            }
            throw wrong(pathKey, path, "it is no key store (PKCS12 or JKS): " + e.getMessage());
        } catch (GeneralSecurityException e) {
            throw wrong(pathKey, path, "it is no key store (PKCS12 or JKS): " + e.getMessage());
        }
    }

    private static void checkValid(String pathKey, Path path, Certificate certificate, Date now) {
        if (!(certificate instanceof X509Certificate x509)) {
            throw wrong(pathKey, path, "its key has no X.509 certificate");
        }
        try {
            x509.checkValidity(now);
        } catch (CertificateExpiredException e) {
            throw wrong(pathKey, path, "its certificate for " + x509.getSubjectX500Principal() + " expired on " + x509.getNotAfter().toInstant()
                + "; it must be valid today");
        } catch (CertificateNotYetValidException e) {
            throw wrong(pathKey, path, "its certificate for " + x509.getSubjectX500Principal() + " is valid only from "
                + x509.getNotBefore().toInstant() + "; it must be valid today");
        }
    }

    private static IllegalArgumentException wrong(String key, Path path, String why) {
        return new IllegalArgumentException("Configuration key " + key + " is " + path + ": " + why);
    }
}
