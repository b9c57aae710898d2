// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.cli;

import static tempest.cli.Command.option;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tempest.cli.launch.ClientJvm;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.JarCheck;
import tempest.cli.launch.NearestName;
import tempest.state.snapshot.SnapshotCatalog;
import tempest.state.snapshot.SnapshotEntry;
import tempest.state.snapshot.SnapshotFolder;
import tempest.state.snapshot.SnapshotManifest;
import tempest.state.snapshot.SnapshotStores;

/** `storm state`: looks at the snapshots of bolts' state in a folder. Changes nothing, asks no daemon. */
final class StateCommands {
    static final List<Command> COMMANDS = List.of(
            Command.of("state", "list|inspect|export FOLDER [TOPOLOGY [NAMESPACE [SNAPSHOT]]]", """
                    Looks at the snapshots of bolts' state in a folder (topology.state.provider.config names it):
                        list FOLDER [TOPOLOGY]                the states there are, each with its newest committed snapshot
                        inspect FOLDER TOPOLOGY NAMESPACE     a state's snapshots and whether their files are whole
                        export FOLDER TOPOLOGY NAMESPACE [N]  prints the entries of a snapshot, one JSON object a line""", List.of(
                    option(null, "jar", "JAR", "export: the topology's jar, with the classes of its entries and tempest-state-rocksdb"),
                    option(null, "jars", "a.jar,b.jar", "export: more jars for the class path"),
                    Command.json()), StateCommands::run));

    private static final String EXPORT_MAIN = "tempest.state.rocksdb.ExportState";
    /** What a jar has that brings tempest-state-rocksdb along, and no installation has. */
    private static final String DATABASE = "org.rocksdb.RocksDB";

    private StateCommands() {}

    private interface Action {
        int run(Invocation invocation, List<String> arguments) throws Exception;
    }

    private static final Map<String, Action> ACTIONS =
            Map.of("list", StateCommands::list, "inspect", StateCommands::inspect, "export", StateCommands::export);

    private static int run(Invocation invocation) throws Exception {
        List<String> words = invocation.arguments();
        if (words.isEmpty()) {
            throw new UsageException("what to do is missing");
        }
        Action action = ACTIONS.get(words.get(0));
        if (action == null) {
            throw new UsageException("there is no state " + words.get(0)
                    + NearestName.of(words.get(0), ACTIONS.keySet()).map(n -> "; did you mean " + n + "?").orElse(""));
        }
        try {
            return action.run(invocation, words.subList(1, words.size()));
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private static void requireWords(List<String> arguments, int least, int most, String what) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new UsageException("takes " + what + ", got " + (arguments.isEmpty() ? "nothing" : String.join(" ", arguments)));
        }
    }

    private static URI folder(String word) {
        try {
            return SnapshotStores.parse("FOLDER", word.contains(":") ? word : Path.of(word).toAbsolutePath().normalize().toString());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static SnapshotCatalog catalog(String word) throws IOException {
        URI folder = folder(word);
        try {
            return new SnapshotCatalog(SnapshotStores.openToRead(folder, StateCommands.class.getClassLoader()), folder);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** A state and its newest committed snapshot. */
    private record Listed(String topology, String namespace, int snapshots, SnapshotManifest newest, String damage) {
        List<String> row() {
            return newest == null ? List.of(topology, namespace, Integer.toString(snapshots), "-", "-", damage == null ? "-" : damage)
                    : List.of(topology, namespace, Integer.toString(snapshots), transaction(newest), taken(newest), size(newest.bytes()));
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("topology", topology);
            json.put("namespace", namespace);
            json.put("snapshots", snapshots);
            json.put("newest", newest == null ? null : StateCommands.json(newest));
            json.put("damage", damage);
            return json;
        }
    }

    private static int list(Invocation invocation, List<String> arguments) throws IOException {
        requireWords(arguments, 1, 2, "FOLDER [TOPOLOGY]");
        SnapshotCatalog catalog = catalog(arguments.get(0));
        List<String> topologies = catalog.topologies();
        if (arguments.size() == 2) {
            topologies = List.of(known(arguments.get(1), topologies, "topology", arguments.get(0)));
        }
        List<Listed> found = new ArrayList<>();
        for (String topology : topologies) {
            for (String namespace : catalog.namespaces(topology)) {
                found.add(listed(topology, namespace, catalog.snapshots(topology, namespace)));
            }
        }
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(found.stream().map(Listed::json).toList()));
        } else if (found.isEmpty()) {
            invocation.out().println("No state.");
        } else {
            TextTable.of(List.of("TOPOLOGY", "NAMESPACE", "SNAPSHOTS", "TRANSACTION", "TAKEN", "SIZE"), List.of(8, 9, 9, 11, 20, 8),
                    found.stream().map(Listed::row).toList()).forEach(invocation.out()::println);
        }
        return Cli.OK;
    }

    private static Listed listed(String topology, String namespace, SnapshotFolder snapshots) throws IOException {
        List<SnapshotEntry> entries = snapshots.entries();
        for (SnapshotEntry entry : entries) {
            if (entry.committed()) {
                try {
                    return new Listed(topology, namespace, entries.size(), snapshots.read(entry), null);
                } catch (IOException e) {
                    return new Listed(topology, namespace, entries.size(), null, "damaged: " + e.getMessage());
                }
            }
        }
        return new Listed(topology, namespace, entries.size(), null, null);
    }

    private static String known(String asked, List<String> all, String what, String where) {
        if (!all.contains(asked)) {
            throw new CommandFailure("there is no " + what + " " + asked + " in " + where
                    + (all.isEmpty() ? "" : NearestName.of(asked, all).map(n -> "; did you mean " + n + "?").orElse("; there are " + all)));
        }
        return asked;
    }

    private static int inspect(Invocation invocation, List<String> arguments) throws IOException {
        requireWords(arguments, 3, 3, "FOLDER TOPOLOGY NAMESPACE");
        SnapshotFolder snapshots = snapshots(arguments);
        List<Map<String, Object>> all = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (SnapshotEntry entry : snapshots.entries()) {
            Map<String, Object> json = new LinkedHashMap<>(Map.of("snapshot", entry.sequence(), "committed", entry.committed()));
            List<String> row = new ArrayList<>(List.of(Long.toString(entry.sequence()), entry.committed() ? "committed" : "prepared"));
            String damage = null;
            try {
                SnapshotManifest manifest = snapshots.read(entry);
                json.putAll(json(manifest));
                row.addAll(List.of(transaction(manifest), taken(manifest), Integer.toString(manifest.files().size()), size(manifest.bytes()),
                        Integer.toString(manifest.format().version()), String.join(" ", manifest.format().classes().keySet())));
                damage = damage(snapshots, manifest);
            } catch (IOException e) {
                damage = e.getMessage();
                row.addAll(List.of("-", "-", "-", "-", "-", "-"));
            }
            json.put("damage", damage);
            row.add(6, damage == null ? "whole" : "damaged: " + damage);
            all.add(json);
            rows.add(row);
        }
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(all));
        } else if (rows.isEmpty()) {
            invocation.out().println("No snapshots.");
        } else {
            TextTable.of(List.of("SNAPSHOT", "STATUS", "TRANSACTION", "TAKEN", "FILES", "SIZE", "CHECK", "VERSION", "CLASSES"),
                    List.of(8, 9, 11, 20, 5, 8, 5, 7, 7), rows).forEach(invocation.out()::println);
        }
        return Cli.OK;
    }

    private static SnapshotFolder snapshots(List<String> arguments) throws IOException {
        SnapshotCatalog catalog = catalog(arguments.get(0));
        String topology = known(arguments.get(1), catalog.topologies(), "topology", arguments.get(0));
        String namespace = known(arguments.get(2), catalog.namespaces(topology), "namespace", topology + " in " + arguments.get(0));
        return catalog.snapshots(topology, namespace);
    }

    private static String damage(SnapshotFolder snapshots, SnapshotManifest manifest) throws IOException {
        Path temporary = Files.createTempDirectory("state-inspect");
        try {
            snapshots.fetch(manifest, temporary);
            return null;
        } catch (IOException e) {
            return e.getMessage();
        } finally {
            for (Path file : files(temporary)) {
                Files.delete(file);
            }
            Files.delete(temporary);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static int export(Invocation invocation, List<String> arguments) throws Exception {
        requireWords(arguments, 3, 4, "FOLDER TOPOLOGY NAMESPACE [SNAPSHOT]");
        if (invocation.option("jar") == null) {
            throw new UsageException("--jar is missing: entries are of classes of the topology's jar");
        }
        snapshots(arguments);
        List<Path> jars = invocation.option("jars") == null ? List.of() : Arrays.stream(invocation.option("jars").split(",")).map(JarCheck::whole).toList();
        List<Path> others = new ArrayList<>(jars);
        others.addAll(invocation.installation().userLibraries());
        Path jar = JarCheck.whole(invocation.option("jar"));
        requireDatabase(jar, others);
        List<String> words = new ArrayList<>(arguments);
        words.set(0, folder(arguments.get(0)).toString());
        ConfigOverrides overrides = invocation.overrides();
        return invocation.launch(new ClientJvm(invocation.installation(), jar, EXPORT_MAIN, words, overrides.asStormOptions(), overrides.file(), jars,
                Map.of(), false, invocation.verbose()).command());
    }

    private static void requireDatabase(Path jar, List<Path> others) {
        try {
            JarCheck.check(jar.toString(), DATABASE, others);
        } catch (CommandFailure e) {
            throw new CommandFailure(jar + " does not bring tempest-state-rocksdb along (there is no class " + DATABASE + "); --jars adds it and rocksdbjni");
        }
    }

    private static Map<String, Object> json(SnapshotManifest manifest) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("transaction", manifest.txid() == SnapshotManifest.NO_TXID ? manifest.lastTxid() : manifest.txid());
        json.put("takenMillis", manifest.atMillis());
        json.put("component", manifest.id().component());
        json.put("taskIndex", manifest.id().taskIndex());
        json.put("tasks", manifest.id().tasks());
        json.put("files", manifest.files().size());
        json.put("bytes", manifest.bytes());
        json.put("version", manifest.format().version());
        json.put("classes", List.copyOf(manifest.format().classes().keySet()));
        return json;
    }

    /** Of a snapshot outside of transactions, the last one before. */
    private static String transaction(SnapshotManifest manifest) {
        long txid = manifest.txid() == SnapshotManifest.NO_TXID ? manifest.lastTxid() : manifest.txid();
        return txid == SnapshotManifest.NO_TXID ? "-" : Long.toString(txid);
    }

    private static String taken(SnapshotManifest manifest) {
        return Instant.ofEpochMilli(manifest.atMillis()).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0) : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024.0);
    }
}
