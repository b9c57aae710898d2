// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import org.apache.storm.utils.ObjectReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries files with certificates and keys, which {@link #SSL_FILES_CONF} lists, from the client that submits a topology to the
 * working folders of its workers, under their own names and for the worker's user alone.
 */
public class AutoSSL implements IAutoCredentials {
    public static final String SSL_FILES_CONF = "ssl.credential.files";
    private static final Logger LOG = LoggerFactory.getLogger(AutoSSL.class);
    private static final String FILES_CREDENTIAL = "ssl.credential.file.names";

    private Map<String, Object> conf = Map.of();

    @Override
    public void prepare(Map<String, Object> conf) {
        this.conf = conf;
    }

    /** Where files are written: the current folder. */
    protected String getSSLWriteDirFromConf(Map<String, Object> conf) {
        return System.getProperty("user.dir", ".");
    }

    @Override
    public void populateCredentials(Map<String, String> credentials) {
        List<String> files = ObjectReader.getStrings(conf.get(SSL_FILES_CONF));
        files.forEach(file -> serializeSSLFile(file, credentials));
        if (!files.isEmpty()) {
            credentials.put(FILES_CREDENTIAL, String.join("\n", files.stream().map(AutoSSL::name).toList()));
        }
    }

    /** Adds a file's content to credentials under its name. */
    public static void serializeSSLFile(String readFile, Map<String, String> creds) {
        try {
            creds.put(name(readFile), Base64.getEncoder().encodeToString(Files.readAllBytes(Paths.get(readFile))));
        } catch (IOException e) {
            throw new UncheckedIOException("Configuration key " + SSL_FILES_CONF + ": cannot read " + readFile, e);
        }
    }

    /** Writes the file that credentials hold under a name. */
    public static void deserializeSSLFile(String credsKey, String directory, Map<String, String> creds) {
        String content = creds.get(credsKey);
        if (content == null) {
            return;
        }
        // Only a plain name: credentials must not be able to write elsewhere.
        Path target = Paths.get(directory).resolve(name(credsKey));
        try {
            Path part = Files.createTempFile(Paths.get(directory), "ssl", ".part");
            if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(part, Base64.getDecoder().decode(content));
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the credential file " + target, e);
        }
    }

    private static String name(String file) {
        return Paths.get(file).getFileName().toString();
    }

    @Override
    public void updateSubject(Subject subject, Map<String, String> credentials) {
        populateSubject(subject, credentials);
    }

    @Override
    public void populateSubject(Subject subject, Map<String, String> credentials) {
        String directory = getSSLWriteDirFromConf(conf);
        String names = credentials.get(FILES_CREDENTIAL);
        Collection<String> files = names != null ? List.of(names.split("\n"))
            : ObjectReader.getStrings(conf.get(SSL_FILES_CONF)).stream().map(AutoSSL::name).toList();
        for (String file : files) {
            LOG.info("Writing the credential file {} to {}", file, directory);
            deserializeSSLFile(file, directory, credentials);
        }
    }
}
