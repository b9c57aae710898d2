// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.storm.validation.ConfigKeys;
import org.objectweb.asm.ClassReader;

/**
 * Which of our compiled classes name which configuration key: as a string, which is what a constant has become by then, as a
 * field that is not final, or as a prefix and a suffix.
 * Looks at classes on the test's class path and loads none. Used by one test thread.
 */
final class KeyReaders {
    private static final int STRING = 8;
    private static final int FIELD = 9;
    /** Some of their constants are not final in the contract: those are not copied to where they are used. */
    private static final Set<String> DECLARERS = Set.of("org/apache/storm/Config", "org/apache/storm/DaemonConfig");
    private static final char GAP = '\u0001';
    /** Classes that name keys without reading them: where they are declared, set for a user, or made up for a cluster of one's own. */
    private static final Set<String> NO_READERS = Set.of("org/apache/storm/Config", "org/apache/storm/DaemonConfig",
        "org/apache/storm/topology/BaseConfigurationDeclarer", "org/apache/storm/trident/operation/DefaultResourceDeclarer",
        "org/apache/storm/topology/base/BaseWindowedBolt", "org/apache/storm/topology/base/BaseStatefulWindowedBolt", "tempest/cli/dev/DevConf",
        "tempest/cli/chaos/ChaosCluster", "tempest/cli/chaos/TempestProduct", "tempest/cli/chaos/load/CheckedTopology", "tempest/worker/warmup/WarmUp", "org/apache/storm/testing/FeederSpout", "org/apache/storm/testing/FixedTupleSpout",
        "org/apache/storm/testing/TestPlannerSpout", "org/apache/storm/testing/TestWordSpout");
    private static final List<String> NO_ENGINE = List.of("tempest/architecture/", "org/apache/storm/starter/", "benchmarks/",
        "org/apache/storm/generated/", "tempest/rpc/");
    /** Classes that put keys together, and what they are given to begin with. */
    private static final Map<String, List<String>> PREFIXES = Map.of(
        "tempest/http/HttpSettings", List.of("ui", "logviewer", "drpc", "drpc.http"),
        "tempest/http/HttpSettings$Tls", List.of("ui.https", "logviewer.https", "drpc.https"),
        "tempest/cli/launch/Daemon", List.of("nimbus", "supervisor", "ui", "logviewer", "drpc"));

    private final Map<String, Set<String>> classesByKey = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Collection<String> keys;

    private KeyReaders(Collection<String> keys) {
        this.keys = keys;
    }

    /** Which class names which of Storm's keys; looks through all modules the first time. */
    static KeyReaders ofStormsKeys() {
        return Found.READERS;
    }

    private static final class Found {
        private static final KeyReaders READERS = find(ConfigKeys.all());
    }

    private static KeyReaders find(Collection<String> keys) {
        KeyReaders readers = new KeyReaders(keys);
        for (Path root : roots()) {
            if (Files.isDirectory(root)) {
                readers.search(root);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(root)) {
                    readers.search(jar.getPath("/"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return readers;
    }

    /** The classes that name a key, with {@code /} and without {@code .class}; none if nothing does. */
    Set<String> of(String key) {
        return classesByKey.getOrDefault(key, Set.of());
    }

    /** The folders and jars on the class path that have classes of ours, in its order. */
    private static Set<Path> roots() {
        Set<Path> roots = new LinkedHashSet<>();
        try {
            for (String ours : List.of("tempest", "org/apache/storm")) {
                for (URL url : Collections.list(KeyReaders.class.getClassLoader().getResources(ours))) {
                    String place = url.toString().replaceAll("^jar:|!?/" + ours + "/?$", "");
                    roots.add(Path.of(URI.create(place)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return roots;
    }

    private void search(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/').replace(".class", "");
                // As for a class loader, the first class of a name is the one that counts.
                if (seen.add(name) && !NO_READERS.contains(name) && NO_ENGINE.stream().noneMatch(name::startsWith)) {
                    Set<String> strings = strings(Files.readAllBytes(file));
                    keys.stream().filter(key -> strings.contains(key) || isPutTogether(key, name, strings))
                        .forEach(key -> classesByKey.computeIfAbsent(key, k -> new TreeSet<>()).add(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every string in the classes of a jar. */
    static Set<String> stringsOf(Path jar) {
        Set<String> found = new TreeSet<>();
        try (FileSystem system = FileSystems.newFileSystem(jar); Stream<Path> files = Files.walk(system.getPath("/"))) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                found.addAll(strings(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean isPutTogether(String key, String name, Set<String> strings) {
        return PREFIXES.getOrDefault(name, List.of()).stream()
            .anyMatch(prefix -> key.startsWith(prefix) && strings.contains(GAP + key.substring(prefix.length())));
    }

    private static Set<String> strings(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        char[] buffer = new char[reader.getMaxStringLength()];
        Set<String> found = new HashSet<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i);
            if (offset > 0 && bytes[offset - 1] == STRING) {
                found.add((String) reader.readConst(i, buffer));
            } else if (offset > 0 && bytes[offset - 1] == FIELD && DECLARERS.contains(reader.readClass(offset, buffer))) {
                String name = reader.readUTF8(reader.getItem(reader.readUnsignedShort(offset + 2)), buffer);
                ConfigKeys.constants().forEach((key, constant) -> {
                    if (constant.getName().equals(name)) {
                        found.add(key);
                    }
                });
            }
        }
        return found;
    }
}
