// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which Maven artifact has a class that Apache Storm's workers bring along and ours do not, because its library is big. Immutable; any thread. It
 * fetches nothing.
 */
final class AbsentLibraries {
    /** Lies among the libraries for user code. */
    static final String FILE = "META-INF/tempest/absent-libraries.properties";

    /** From how classes' names begin to the artifact. */
    private final Map<String, String> artifacts;

    private AbsentLibraries(Map<String, String> artifacts) {
        this.artifacts = artifacts;
    }

    /** @param list where the list is; null for an empty one */
    static AbsentLibraries read(URL list) {
        Properties read = new Properties();
        if (list != null) {
            try (InputStream in = list.openStream()) {
                read.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("The list of absent libraries cannot be read: " + list, e);
            }
        }
        return new AbsentLibraries(read.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, read::getProperty, (a, b) -> a, TreeMap::new)));
    }

    /** What to say of a class that is missing; empty if it is of none of these libraries. */
    Optional<String> advice(String className) {
        return artifacts.keySet().stream().filter(className::startsWith).max(Comparator.comparing(String::length))
            .map(beginning -> className + " is not in the topology's jar, nor does Tempest bring it along as Apache Storm does: submit with --artifacts "
                + artifacts.get(beginning));
    }
}
