// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The version of the contract that these classes, or the ones on some class path, implement. */
public final class VersionInfo {
    private static final Logger LOG = LoggerFactory.getLogger(VersionInfo.class);
    private static final String CLIENT_PROPERTIES = "storm-client-version-info.properties";
    /** What Storm's releases before 2.0 call the file. */
    private static final String CORE_PROPERTIES = "storm-core-version-info.properties";
    private static final String UNKNOWN = "Unknown";

    public static final IVersionInfo OUR_FULL_VERSION = ownVersion();
    public static final SimpleVersion OUR_VERSION = new SimpleVersion(OUR_FULL_VERSION.getVersion());

    private record Info(Properties properties) implements IVersionInfo {
        private String get(String key) {
            return properties.getProperty(key, UNKNOWN);
        }

        @Override
        public String getVersion() {
            return get("version");
        }

        @Override
        public String getRevision() {
            return get("revision");
        }

        @Override
        public String getBranch() {
            return get("branch");
        }

        @Override
        public String getDate() {
            return get("date");
        }

        @Override
        public String getSrcChecksum() {
            return get("srcChecksum");
        }

        @Override
        public String getBuildVersion() {
            return getVersion() + " from " + getRevision() + " by " + get("user") + " source checksum " + getSrcChecksum();
        }
    }

    private static IVersionInfo ownVersion() {
        Properties properties = new Properties();
        try (InputStream in = VersionInfo.class.getClassLoader().getResourceAsStream(CLIENT_PROPERTIES)) {
            if (in == null) {
                throw new IllegalStateException(CLIENT_PROPERTIES + " is not on the class path; it belongs beside " + VersionInfo.class);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + CLIENT_PROPERTIES, e);
        }
        return new Info(properties);
    }

    /** The version found on a class path in the JVM's notation; null if there is none. */
    public static IVersionInfo getFromClasspath(String classPath) {
        return getFromClasspath(List.of(classPath.split(File.pathSeparator)));
    }

    /** The version found in folders, jars and {@code folder/*}; null if there is none. */
    public static IVersionInfo getFromClasspath(List<String> classPath) {
        for (String name : List.of(CLIENT_PROPERTIES, CORE_PROPERTIES)) {
            for (Path entry : expand(classPath)) {
                try {
                    Properties found = read(entry, name);
                    if (found != null) {
                        return new Info(found);
                    }
                } catch (IOException e) {
                    LOG.warn("Cannot look for {} in {}, passing over it", name, entry, e);
                }
            }
        }
        return null;
    }

    private static List<Path> expand(List<String> classPath) {
        List<Path> paths = new ArrayList<>();
        for (String entry : classPath) {
            if (!entry.endsWith("*")) {
                paths.add(Paths.get(entry));
                continue;
            }
            String folder = entry.substring(0, entry.length() - 1);
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(Paths.get(folder), "*.{jar,JAR}")) {
                jars.forEach(paths::add);
            } catch (IOException e) {
                LOG.warn("Cannot list the jars of {}, passing over them", folder, e);
            }
        }
        return paths;
    }

    private static Properties read(Path entry, String name) throws IOException {
        Properties properties = new Properties();
        if (Files.isDirectory(entry)) {
            Path file = entry.resolve(name);
            if (!Files.exists(file)) {
                return null;
            }
            try (BufferedReader in = Files.newBufferedReader(file)) {
                properties.load(in);
            }
            return properties;
        }
        String fileName = entry.toString().toLowerCase(java.util.Locale.ROOT);
        if (!Files.exists(entry) || !fileName.endsWith(".jar") && !fileName.endsWith(".zip")) {
            return null;
        }
        try (ZipFile zip = new ZipFile(entry.toFile())) {
            ZipEntry found = zip.getEntry(name);
            if (found == null) {
                return null;
            }
            try (InputStream in = zip.getInputStream(found)) {
                properties.load(in);
            }
            return properties;
        }
    }

    public static String getVersion() {
        return OUR_FULL_VERSION.getVersion();
    }

    public static String getRevision() {
        return OUR_FULL_VERSION.getRevision();
    }

    public static String getBranch() {
        return OUR_FULL_VERSION.getBranch();
    }

    public static String getDate() {
        return OUR_FULL_VERSION.getDate();
    }

    public static String getSrcChecksum() {
        return OUR_FULL_VERSION.getSrcChecksum();
    }

    public static String getBuildVersion() {
        return OUR_FULL_VERSION.getBuildVersion();
    }

    /** Prints the version. */
    public static void main(String[] args) {
        System.out.println("Storm " + getVersion() + " (Tempest)");
        System.out.println("Branch " + getBranch() + ", revision " + getRevision());
    }
}
