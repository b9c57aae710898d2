// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tempest.cluster.Release;

/**
 * Where an unpacked Tempest has its parts. Immutable.
 *
 * @param home the folder with bin/, lib/, lib-worker/, lib-client/, lib-user/
 * @param confFolder where storm.yaml is read from
 * @param env the environment of the command
 */
public record Installation(Path home, Path confFolder, Map<String, String> env) {
    private static final String SEPARATOR = System.getProperty("path.separator");

    /** @param stormHome what the launcher script found, or null to go by where this class was loaded from */
    public static Installation locate(String stormHome, Map<String, String> env) {
        Path home = stormHome == null ? ownCode().getParent().getParent() : Path.of(stormHome).toAbsolutePath().normalize();
        String conf = env.get("STORM_CONF_DIR");
        return new Installation(home, conf == null || conf.isEmpty() ? home.resolve("conf") : Path.of(conf).toAbsolutePath(), env);
    }

    /** The jar (or classes folder) this class came from. */
    public static Path ownCode() {
        try {
            return Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no file: " + e.getInput(), e);
        }
    }

    public Path logFolder() {
        String folder = env.get("STORM_LOG_DIR");
        return folder == null || folder.isEmpty() ? home.resolve("logs") : Path.of(folder).toAbsolutePath();
    }

    /** What user code compiles against, then what it adds, then what Storm has there besides, which so never replaces a user's own, then the configuration. */
    public String clientClassPath(List<String> added) {
        List<String> entries = new ArrayList<>(List.of(wildcard("lib-client")));
        addIfThere(entries, "extlib");
        addVariable(entries, "STORM_EXT_CLASSPATH");
        return withUsers(entries, added);
    }

    /** All of ours, then what the user adds, then what user code may expect besides, then the configuration. */
    public String daemonClassPath(List<String> added) {
        List<String> entries = new ArrayList<>(List.of(wildcard("lib"), wildcard("lib-worker"), wildcard("lib-client")));
        addIfThere(entries, "extlib");
        addIfThere(entries, "extlib-daemon");
        addVariable(entries, "STORM_EXT_CLASSPATH");
        addVariable(entries, "STORM_EXT_CLASSPATH_DAEMON");
        return withUsers(entries, added);
    }

    private String withUsers(List<String> entries, List<String> added) {
        entries.addAll(added);
        addIfThere(entries, "lib-user");
        entries.add(confFolder.toString());
        return String.join(SEPARATOR, entries);
    }

    /** The jars that user code finds behind its own; none in a folder that is not there. */
    public List<Path> userLibraries() {
        Path folder = home.resolve("lib-user");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only jar of the examples folder whose name starts with storm-starter. */
    public Path starterJar() {
        Path examples = home.resolve("examples");
        if (!Files.isDirectory(examples)) {
            throw new CommandFailure("there is no folder " + examples + ": name a jar with --jar");
        }
        try (Stream<Path> files = Files.list(examples)) {
            return files.filter(f -> f.getFileName().toString().matches("storm-starter-.*\\.jar")).findFirst()
                    .orElseThrow(() -> new CommandFailure("there is no storm-starter jar in " + examples + ": name a jar with --jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version line of the RELEASE file, or "unreleased" outside an unpacked Tempest. */
    public String release() {
        return Release.of(home);
    }

    private String wildcard(String folder) {
        return home.resolve(folder) + System.getProperty("file.separator") + "*";
    }

    private void addIfThere(List<String> entries, String folder) {
        if (Files.isDirectory(home.resolve(folder))) {
            entries.add(wildcard(folder));
        }
    }

    private void addVariable(List<String> entries, String name) {
        String value = env.get(name);
        if (value != null && !value.isEmpty()) {
            entries.add(value);
        }
    }
}
