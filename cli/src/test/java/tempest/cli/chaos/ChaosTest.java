// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.CommandFailure;

class ChaosTest {
    @Test
    void faultsAreNamedAndAWrongNameIsAnsweredWithTheNearest() {
        assertEquals(List.of("host-gone", "rebalance"), Chaos.Wish.of(List.of("host-gone", " rebalance"), new Chaos.Load(1, 1), false, null).faults().stream().map(Fault::name).toList());
        assertEquals(Faults.ALL, Chaos.Wish.of(List.of(), new Chaos.Load(1, 1), false, null).faults());
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> Chaos.Wish.of(List.of("worker-kill"), new Chaos.Load(1, 1), false, null));
        assertEquals("there is no fault 'worker-kill'; did you mean worker-killed?", wrong.getMessage());
        assertEquals(Faults.ALL.size(), Faults.names().stream().distinct().count());
    }

    @Test
    void anotherProductIsGivenWhatItsClusterCanBeGivenAndTheRestIsRefusedByName() {
        Chaos.Wish all = Chaos.Wish.of(List.of(), new Chaos.Load(1, 1), false, null).on(Path.of("apache"));
        assertEquals(Faults.portable(), all.faults());
        assertTrue(all.faults().size() < Faults.ALL.size());
        Chaos.Wish leader = Chaos.Wish.of(List.of("worker-killed", "leader-killed"), new Chaos.Load(1, 1), false, null);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> leader.on(Path.of("apache"))).getMessage().startsWith("--apache cannot be given the fault leader-killed: "));
    }

    @Test
    void aFolderWithoutAnApacheStormIsNamed(@TempDir Path folder) throws Exception {
        assertTrue(assertThrows(CommandFailure.class, () -> ApacheProduct.at(folder, null)).getMessage().startsWith(folder + " cannot be read"));
        Files.createDirectory(folder.resolve("lib"));
        assertEquals(folder + " has no lib/storm-server-2.x.jar: --apache takes the folder of an unpacked Apache Storm 2.x",
            assertThrows(CommandFailure.class, () -> ApacheProduct.at(folder, null)).getMessage());
    }

    @Test
    void aWorkerIsNotWhatWritesDownItsOutput() {
        ApacheProduct apache = new ApacheProduct(Path.of("apache"), null);
        List<String> worker = List.of("java", "-server", "org.apache.storm.daemon.worker.Worker", "id", "host");
        assertTrue(apache.isWorker(worker));
        List<String> writer = new ArrayList<>(List.of("java", "org.apache.storm.LogWriter"));
        writer.addAll(worker);
        assertFalse(apache.isWorker(writer));
    }

    @Test
    void theTableSaysWhatWasMeasuredAndWhichPromisesWereBroken() {
        Fault fault = new Fault("plug", "pulls it", 5, false, scene -> { });
        FaultOutcome good = new FaultOutcome(fault, -1, 0.21, "sink 1", 3.04, new Ledger.Books(10, 0, 99, 12_345, 0, 0, 7, 0, 2.5), 2, List.of(), List.of());
        FaultOutcome bad = new FaultOutcome(fault, 1, 9, "sink 1", -1, new Ledger.Books(10, 3, 0, 0, 0, 2, 0, 1, 0), 2, List.of("3 tuples failed", "sink 1 stopped"), List.of());
        List<String> table = ChaosTable.markdown(List.of(good, bad));
        assertEquals("| plug | no task stops for more than 5.0 s, no tuple fails | - | 0.2 s | 3.0 s | 2.5 s | 0 | 12,345 | 7 | 0 | 2.0 | PASS |", table.get(2));
        assertTrue(table.get(3).endsWith("| 1.0 s | 9.0 s | - | 0.0 s | 3 | 0 | 2 | 1 | 2.0 | FAIL: 3 tuples failed; sink 1 stopped |"), table.get(3));
        assertEquals(4, table.size());
    }
}
