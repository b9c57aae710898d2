// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {
    @TempDir
    private Path home;
    private final Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
    private final SoundMachine machine = new SoundMachine();

    /** One on which all is well until a test says otherwise. */
    private static final class SoundMachine implements Machine {
        private int release = 21;
        private OptionalLong memory = OptionalLong.of(8000);
        private long free = 50_000;
        private IOException folderFault;
        private final Map<Integer, String> taken = new HashMap<>();
        private final Set<Integer> ours = new HashSet<>();
        private final Map<String, IOException> silent = new HashMap<>();
        private long ahead;

        @Override
        public String java() {
            return release + ".0.1 (/java)";
        }

        @Override
        public int javaRelease() {
            return release;
        }

        @Override
        public OptionalLong memoryMb() {
            return memory;
        }

        @Override
        public long freeMb(Path folder) throws IOException {
            if (folderFault != null) {
                throw folderFault;
            }
            return free;
        }

        @Override
        public boolean isFree(int port) {
            return !taken.containsKey(port);
        }

        @Override
        public String owner(int port) {
            return taken.get(port);
        }

        @Override
        public boolean isOurs(int port) {
            return ours.contains(port);
        }

        @Override
        public String ask(String host, int port, String question) throws IOException {
            if (silent.containsKey(host + ":" + port)) {
                throw silent.get(host + ":" + port);
            }
            return question == null ? "" : "Zookeeper version: 3.9\nMode: standalone\n";
        }

        @Override
        public long secondsAhead(String host, int port) throws IOException {
            ask(host, port, null);
            return ahead;
        }
    }

    private List<Diagnosis> of(Diagnosis.Level level) {
        return new Checkup(conf, home, machine).run().stream().filter(d -> d.level() == level).toList();
    }

    private void finds(Diagnosis.Level level, String what, String remedy) {
        assertEquals(List.of(new Diagnosis(level, what, remedy)), of(level));
    }

    @Test
    void aSoundMachineHasNothingToMend() {
        List<Diagnosis> found = new Checkup(conf, home, machine).run();
        assertEquals(List.of(), found.stream().filter(d -> d.remedy() != null).toList());
        List<String> lines = found.stream().map(Diagnosis::what).toList();
        assertTrue(lines.containsAll(List.of("Java 21.0.1 (/java)", "configuration: every key is known and has its effect",
            "storm.bind.address is 127.0.0.1: daemons here cannot be reached from other machines", "ZooKeeper localhost:2181 answers (standalone)",
            "Nimbus localhost:6627 takes connections", "clock: that of localhost is the same")), lines.toString());
    }

    @Test
    void anOldJavaIsNamed() {
        machine.release = 11;
        finds(Diagnosis.Level.PROBLEM, "Java 11.0.1 (/java) is too old", "set JAVA_HOME to Java 17 or newer");
    }

    @Test
    void aMisspelledKeyIsNamed() {
        conf.put("supervisor.slot.ports", List.of(6700));
        List<Diagnosis> found = of(Diagnosis.Level.WARNING);
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).what().contains("supervisor.slot.ports") && found.get(0).what().contains("supervisor.slots.ports"), found.toString());
    }

    @Test
    void aSettingOfAnotherKindIsAProblemAndTheRestIsLookedAt() {
        conf.put("ui.port", "eight");
        List<Diagnosis> found = of(Diagnosis.Level.PROBLEM);
        assertTrue(found.get(0).what().contains("ui.port") && found.get(0).what().contains("eight"), found.toString());
        assertTrue(of(Diagnosis.Level.OK).stream().anyMatch(d -> d.what().startsWith("ZooKeeper")));
        conf.put("ui.port", 8744);
        conf.put("supervisor.slots.ports", List.of(0));
        assertTrue(of(Diagnosis.Level.PROBLEM).get(0).what().contains("supervisor.slots.ports has 0: a port is a number from 1 to 65535"));
    }

    @Test
    void aFolderThatCannotBeUsedOrIsFullIsNamed() {
        Path folder = home.resolve("storm-local");
        machine.free = 500;
        finds(Diagnosis.Level.WARNING, "storm.local.dir " + folder + " has 500 MB free, which topologies' jars and blobs may fill",
            "make room, or set storm.local.dir to a larger disk");
        machine.free = 50;
        finds(Diagnosis.Level.PROBLEM, "storm.local.dir " + folder + " has 50 MB free", "make room, or set storm.local.dir to a larger disk");
        machine.folderFault = new IOException("no permission to write to /x");
        finds(Diagnosis.Level.PROBLEM, "storm.local.dir " + folder + " cannot be used: no permission to write to /x",
            "give the user that runs the daemons a folder that it may write to");
    }

    @Test
    void slotsThatTakeMoreThanThereIsAreNamed() {
        machine.memory = OptionalLong.of(3000);
        finds(Diagnosis.Level.WARNING, "4 slots (supervisor.slots.ports) of 768 MB heap (worker.heap.memory.mb) may take 3584 MB; this machine has 3000 MB",
            "give it fewer slots, or workers less heap");
        machine.memory = OptionalLong.empty();
        assertEquals(List.of(), of(Diagnosis.Level.WARNING));
    }

    @Test
    void aPortOfAnotherProgramIsAProblemAndOneOfOursIsNot() {
        // What is told of a worker is cut, so that its class is not in it.
        machine.taken.put(6700, "process 7 (java ... 1 6628 6700 baadd8d3)");
        machine.ours.add(6700);
        machine.taken.put(8744, "process 8 (httpd)");
        finds(Diagnosis.Level.PROBLEM, "port 8744 (ui.port) is in use by process 8 (httpd)",
            "stop what uses it, or set ui.port to another port; nothing needs doing where no ui is to run");
    }

    @Test
    void aZooKeeperThatDoesNotAnswerAndALostMajorityAreNamed() {
        conf.put("storm.zookeeper.servers", List.of("a", "b", "c"));
        machine.silent.put("b:2181", new ConnectException("Connection refused"));
        assertEquals(List.of("ZooKeeper b:2181 does not answer: Connection refused"), of(Diagnosis.Level.PROBLEM).stream().map(Diagnosis::what).toList());
        machine.silent.put("a:2181", new ConnectException("Connection refused"));
        assertEquals("only 1 of 3 ZooKeepers answer, which is no majority", of(Diagnosis.Level.PROBLEM).get(2).what());
        machine.silent.clear();
        conf.put("storm.zookeeper.servers", List.of("a", "b"));
        finds(Diagnosis.Level.WARNING, "two ZooKeepers survive no failure: both must run", "use one, or three");
    }

    @Test
    void aNimbusThatIsAwayAndAClockThatIsWrongAreNamed() {
        machine.ahead = -90;
        finds(Diagnosis.Level.WARNING, "clock: that of localhost is 90 s behind", "let NTP keep the clocks of all machines");
        machine.silent.put("localhost:6627", new ConnectException("Connection refused"));
        machine.silent.put("localhost:8744", new ConnectException("Connection refused"));
        finds(Diagnosis.Level.WARNING, "Nimbus localhost:6627 takes no connection: Connection refused",
            "start it with storm nimbus, or correct nimbus.seeds and nimbus.thrift.port");
    }

    @Test
    void ourProcessesAreKnownByTheirWholeCommandLine() throws Exception {
        String classPath = "/x/tempest.jar:".repeat(1000);
        Path worker = Files.writeString(home.resolve("worker"), String.join("\0", "java", "-cp", classPath, "tempest.worker.WorkerMain", "words-1-1", "n", "6628", "6700", "id") + "\0");
        Path other = Files.writeString(home.resolve("other"), String.join("\0", "java", "-cp", classPath, "org.example.Main", "6700") + "\0");
        assertTrue(ThisMachine.isOurs(worker));
        assertFalse(ThisMachine.isOurs(other));
        assertFalse(ThisMachine.isOurs(home.resolve("gone")));
    }

    @Test
    void thisMachineIsLookedAtForReal() throws Exception {
        ThisMachine here = new ThisMachine();
        assertTrue(here.javaRelease() >= 17 && here.java().startsWith(String.valueOf(here.javaRelease())));
        assertTrue(here.memoryMb().orElse(1) > 0);
        assertTrue(here.freeMb(home.resolve("not/yet/there")) > 0);
        Path file = Files.createFile(home.resolve("file"));
        assertEquals(file + " is no folder", assertThrows(IOException.class, () -> here.freeMb(file.resolve("below"))).getMessage());
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFalse(here.isFree(socket.getLocalPort()));
            assertFalse(here.isOurs(socket.getLocalPort()));
            assertEquals("", here.ask("127.0.0.1", socket.getLocalPort(), null));
        }
        try (Socket deaf = new Socket()) {
            // Bound, so that nobody else listens there meanwhile.
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThrows(IOException.class, () -> here.ask("127.0.0.1", deaf.getLocalPort(), null));
        }
        assertEquals("there is no host of the name no.such.host.invalid",
            assertThrows(IOException.class, () -> here.ask("no.such.host.invalid", 1, null)).getMessage());
    }
}
