// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.storm.validation.ConfigKeys;
import org.apache.storm.validation.UnsupportedKeys;
import org.junit.jupiter.api.Test;

/** Every configuration key of Storm's is read somewhere in the code, or listed as not supported. */
class ConfigKeysTest {
    /** Whole features that are not there, whose keys the limit does not count. */
    private static final Pattern CGROUPS_OCI_PACEMAKER = Pattern.compile("storm\\.(cgroup|worker\\.cgroup|oci|resource\\.isolation)\\..*|topology\\.oci\\..*"
        + "|storm\\.supervisor\\.(cgroup|hard|low|medium|memory)\\..*|storm\\.resource\\.isolation\\.plugin|storm\\.worker\\.min\\.cpu\\.pcore\\.percent"
        + "|pacemaker\\..*|storm\\.cluster\\.state\\.store");
    /** Keys without an effect in Storm 2.8.3 either: no class of its client and server reads them, or only copies them. They count for nothing. */
    private static final Set<String> IDLE_IN_STORM = Set.of("topology.backpressure.enable",
        "topology.sleep.spout.wait.strategy.time.ms", "topology.transactional.id", "storm.messaging.netty.flush.check.interval.ms",
        "storm.local.mode.zmq");
    /** As many as there are: it only falls. */
    private static final int MOST_LISTED = 27;

    /** Keys that are read and that no test names. */
    private static final int MOST_UNTESTED = 0;
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]");

    private final KeyReaders readers = KeyReaders.ofStormsKeys();

    /** A line of named-keys.txt. */
    private record Named(String pattern, String type) {
        boolean covers(String key, String name) {
            return type.equals(name) && (pattern.endsWith("*") ? key.startsWith(pattern.substring(0, pattern.length() - 1)) : key.equals(pattern));
        }
    }

    @Test
    void everyKeyIsReadSomewhereOrListed() {
        assertEquals(492, ConfigKeys.all().size());
        Set<String> neither = new TreeSet<>(ConfigKeys.all());
        neither.removeIf(key -> UnsupportedKeys.byKey().containsKey(key) || !readers.of(key).isEmpty());
        assertEquals(Set.of(), neither, "neither read by any class nor listed in unsupported-keys.txt");
    }

    @Test
    void noListedKeyIsReadAfterAll() throws IOException {
        List<Named> named = named();
        Set<Named> needed = new HashSet<>();
        Set<String> read = new TreeSet<>();
        for (String key : UnsupportedKeys.byKey().keySet()) {
            for (String type : readers.of(key)) {
                List<Named> excuses = named.stream().filter(one -> one.covers(key, type)).toList();
                needed.addAll(excuses);
                if (excuses.isEmpty()) {
                    read.add(key + " in " + type);
                }
            }
        }
        assertEquals(Set.of(), read, "listed in unsupported-keys.txt, and read; take it from the list, or say in named-keys.txt why it has no effect there");
        assertEquals(Set.of(), difference(named, needed), "not needed any more in named-keys.txt");
    }

    @Test
    void everyLineOfTheListStandsForKeysThatExist() {
        Set<UnsupportedKeys.Entry> idle = new HashSet<>(UnsupportedKeys.lines());
        idle.removeAll(UnsupportedKeys.byKey().values());
        assertEquals(Set.of(), idle, "no key of Config or DaemonConfig, or listed twice");
    }

    @Test
    void theListIsShortButForCgroupsOciAndPacemaker() {
        List<String> listed = UnsupportedKeys.byKey().keySet().stream()
            .filter(key -> !CGROUPS_OCI_PACEMAKER.matcher(key).matches() && !IDLE_IN_STORM.contains(key)).toList();
        assertTrue(UnsupportedKeys.byKey().keySet().containsAll(IDLE_IN_STORM));
        assertTrue(listed.size() <= MOST_LISTED, listed.size() + " keys are listed, at most " + MOST_LISTED + " may be: " + listed);
    }

    @Test
    void fewKeysThatAreReadAreNamedByNoTest() {
        Set<String> words = new HashSet<>();
        SourceTree.sources("/src/test/java/").filter(file -> !SourceTree.name(file).startsWith("architecture-tests")).forEach(file -> {
            for (Matcher word = WORD.matcher(SourceTree.read(file)); word.find();) {
                words.add(word.group().replaceFirst("^(Daemon)?Config\\.", ""));
            }
        });
        Set<String> untested = new TreeSet<>(ConfigKeys.all());
        untested.removeIf(key -> UnsupportedKeys.byKey().containsKey(key) || words.contains(key) || words.contains(ConfigKeys.constants().get(key).getName()));
        assertTrue(untested.size() <= MOST_UNTESTED, untested.size() + " keys are read and named by no test, at most " + MOST_UNTESTED + " may be: " + untested);
    }

    private static Set<Named> difference(List<Named> all, Set<Named> needed) {
        Set<Named> rest = new HashSet<>(all);
        rest.removeAll(needed);
        return rest;
    }

    private static List<Named> named() throws IOException {
        List<Named> named = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("named-keys.txt"))) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] words = line.split("\\s+", 3);
                named.add(new Named(words[0], words[1]));
            }
        }
        return named;
    }
}
