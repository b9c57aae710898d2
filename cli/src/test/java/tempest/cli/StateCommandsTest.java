// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.Installation;
import tempest.state.snapshot.OwnedSnapshots;
import tempest.state.snapshot.SnapshotManifest;
import tempest.state.snapshot.SnapshotStores;
import tempest.state.snapshot.StateFormat;
import tempest.state.snapshot.StateId;
import tempest.state.snapshot.StoredFile;

/** What `storm state` says of a folder of snapshots. */
class StateCommandsTest {
    @TempDir
    private Path folder;
    private Path snapshots;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> launched = new ArrayList<>();

    @BeforeEach
    void twoStates() throws IOException {
        snapshots = folder.resolve("snapshots");
        state("words-1-1700000000", "count-3", 2);
        state("words-1-1700000000", "other/5", 0);
    }

    /** A state with so many committed snapshots, and then a prepared one. */
    private void state(String topology, String namespace, int committed) throws IOException {
        StateId id = new StateId(topology, namespace, "count", 0, 1);
        OwnedSnapshots owned = OwnedSnapshots.take(SnapshotStores.open("folder", snapshots.toUri(), getClass().getClassLoader()), snapshots, id, "me");
        owned.beginWith(0);
        for (int txid = 1; txid <= committed + 1; txid++) {
            Path file = Files.writeString(folder.resolve("00000" + txid + ".sst"), "x".repeat(2048 * txid));
            StoredFile stored = StoredFile.of(file);
            owned.upload(file, stored);
            Files.delete(file);
            SnapshotManifest manifest = new SnapshotManifest(txid, owned.incarnation(), id, txid, txid - 1, 1_700_000_000_000L + txid * 1000,
                new StateFormat(1, false, Map.of(), Map.of("foreign.Visit", "0")), List.of(stored));
            owned.publish(manifest);
            if (txid <= committed) {
                owned.commit(manifest);
            }
        }
    }

    private String storm(int exit, String... words) {
        out.reset();
        launched.clear();
        PrintStream all = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandEnvironment environment = new CommandEnvironment(new Installation(folder, folder.resolve("conf"), Map.of()), Map.of(),
            new CommandEnvironment.Console(all, all), overrides -> Map.of(), command -> {
                launched.addAll(command);
                return 0;
            });
        int code = new Cli(environment).run(words);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(exit, code, said);
        return said;
    }

    @Test
    void statesAreListedWithTheirNewestCommittedSnapshot() {
        assertEquals("""
            TOPOLOGY           NAMESPACE SNAPSHOTS TRANSACTION TAKEN                SIZE
            --------------------------------------------------------------------------------
            words-1-1700000000 count-3   3         2           2023-11-14T22:13:22Z 4.0 KiB
            words-1-1700000000 other/5   1         -           -                    -
            """, storm(0, "state", "list", snapshots.toString()));
        List<?> json = (List<?>) JSONValue.parse(storm(0, "state", "list", snapshots.toUri().toString(), "words-1-1700000000", "--json"));
        assertEquals(2, json.size());
        assertEquals(2, ((Map<?, ?>) ((Map<?, ?>) json.get(0)).get("newest")).get("transaction"));
    }

    @Test
    void aStateIsInspectedSnapshotBySnapshot() throws IOException {
        try (Stream<Path> files = Files.walk(snapshots)) {
            Path first = files.filter(f -> f.toString().contains("000001.sst") && f.toString().contains("count")).findFirst().orElseThrow();
            Files.delete(first);
            Files.writeString(first, "y".repeat(2048));
        }
        String said = storm(0, "state", "inspect", snapshots.toString(), "words-1-1700000000", "count-3");
        List<String> lines = said.lines().toList();
        assertEquals(5, lines.size(), said);
        assertTrue(lines.get(2).matches("3 +prepared +3 +2023-11-14T22:13:23Z +1 +6.0 KiB +whole +1 +foreign.Visit"), said);
        assertTrue(lines.get(3).matches("2 +committed +2 .* whole .*"), said);
        assertTrue(lines.get(4).matches("1 +committed +1 .* damaged: files/000001.sst-2048-[0-9a-f]+ is damaged: its checksum is another one .*"), said);
        List<?> json = (List<?>) JSONValue.parse(storm(0, "state", "inspect", "--json", snapshots.toString(), "words-1-1700000000", "count-3"));
        assertEquals(List.of("foreign.Visit"), ((Map<?, ?>) json.get(0)).get("classes"));
    }

    @Test
    void whatIsNotThereIsNamed() {
        String said = storm(1, "state", "inspect", snapshots.toString(), "words-1-1700000001", "count-3");
        assertTrue(said.contains("there is no topology words-1-1700000001 in " + snapshots + "; did you mean words-1-1700000000?"), said);
        said = storm(1, "state", "inspect", snapshots.toString(), "words-1-1700000000", "x");
        assertTrue(said.contains("there is no namespace x in words-1-1700000000"), said);
        said = storm(1, "state", "list", folder.resolve("absent").toString());
        assertTrue(said.contains("there is no folder " + folder.resolve("absent")), said);
    }

    @Test
    void wrongUseIsSaid() {
        assertTrue(storm(2, "state").contains("what to do is missing"));
        assertTrue(storm(2, "state", "lits", "x").contains("there is no state lits; did you mean list?"));
        assertTrue(storm(2, "state", "list").contains("takes FOLDER [TOPOLOGY], got nothing"));
        assertTrue(storm(2, "state", "list", "hdfs://x/y").contains("nobody serves the scheme 'hdfs'"));
        assertTrue(storm(2, "state", "export", snapshots.toString(), "t", "n").contains("--jar is missing"));
    }

    @Test
    void anExportRunsWithTheTopologysJar() throws Exception {
        Path without = TestJars.with(folder.resolve("without.jar"), "foreign.Main");
        String said = storm(1, "state", "export", "--jar", without.toString(), snapshots.toString(), "words-1-1700000000", "count-3");
        assertTrue(said.contains(without + " does not bring tempest-state-rocksdb along"), said);
        Path with = TestJars.with(folder.resolve("with.jar"), "tempest.state.rocksdb.ExportState", "org.rocksdb.RocksDB");
        storm(0, "state", "export", "--jar", with.toString(), snapshots.toString(), "words-1-1700000000", "count-3", "2");
        assertEquals(List.of("tempest.state.rocksdb.ExportState", snapshots.toUri().toString().replaceAll("/$", ""), "words-1-1700000000", "count-3", "2"),
            launched.subList(launched.size() - 5, launched.size()).stream().map(word -> word.replaceAll("/$", "")).toList());
    }
}
