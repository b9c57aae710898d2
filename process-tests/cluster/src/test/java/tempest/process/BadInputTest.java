// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An error is one clear line and a non-zero exit code, and leaves nothing half-done. */
class BadInputTest {
    private static final String WORD_COUNT = "org.apache.storm.starter.WordCountTopology";
    private static TestCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    @Test
    void anUnknownCommandIsReportedWithTheClosestOne() throws Exception {
        refused("list", "lsit");
    }

    @Test
    void anUnknownOptionIsReported() throws Exception {
        refused("--frobnicate", "kill", "x", "--frobnicate");
    }

    @Test
    void aJarThatIsMissingTruncatedOrWithoutTheClassIsReported() throws Exception {
        refused("nowhere.jar", "jar", "nowhere.jar", WORD_COUNT);
        byte[] whole = Files.readAllBytes(cluster.starterJar());
        Path half = cluster.file("half.jar");
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));
        refused("half.jar", "jar", half.toString(), WORD_COUNT);
        refused("no.such.Main", "jar", cluster.starterJar().toString(), "no.such.Main");
    }

    @Test
    void aNameWithIllegalCharactersOrTakenIsReported() throws Exception {
        refused("a/b", "jar", cluster.starterJar().toString(), WORD_COUNT, "a/b");
        cluster.storm("jar", cluster.starterJar().toString(), WORD_COUNT, "taken").ok();
        refused("taken", "jar", cluster.starterJar().toString(), WORD_COUNT, "taken");
        cluster.storm("kill", "taken", "-w", "0").ok();
        assertFalse(cluster.storm("list").ok().out().contains("a/b"));
    }

    @Test
    void aMissingTopologyIsReported() throws Exception {
        for (String command : new String[] {"kill", "activate", "deactivate", "rebalance"}) {
            refused("ghost", command, "ghost");
        }
    }

    @Test
    void aConfigurationValueOfTheWrongTypeIsReportedWithItsKey() throws Exception {
        refused("topology.workers", "jar", cluster.starterJar().toString(), WORD_COUNT, "wrong", "-c", "topology.workers=many");
        refused("topology.message.timeout.secs", "jar", cluster.starterJar().toString(), WORD_COUNT, "wrong", "-c", "topology.message.timeout.secs=-1");
    }

    @Test
    void aPortInUseIsReportedWithItsOwnerAndTheKeyToSet() throws Exception {
        TestCluster.Ended ended = cluster.storm("nimbus");
        assertNotEquals(0, ended.exit());
        assertTrue(ended.err().contains(" is in use by process ") && ended.err().contains("tempest.nimbus.NimbusMain")
            && ended.err().contains("set nimbus.thrift.port"), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    @Test
    void aTopologyNameThatIsNoFileNameIsReported() throws Exception {
        refused("too long", "jar", cluster.starterJar().toString(), WORD_COUNT, "n".repeat(300));
    }

    @Test
    void aMissingSupervisorIsReportedWithTheExistingOnes() throws Exception {
        refused("ghost", "admin", "print_super", "ghost");
    }

    @Test
    void aMissingClusterIsReportedAfterABoundedWait() throws Exception {
        int free = TestCluster.freePorts(1).get(0);
        refused(Integer.toString(free), "list", "-c", "nimbus.thrift.port=" + free);
    }

    @Test
    void malformedAndOversizedFramesCloseTheConnectionAndNimbusLives() throws Exception {
        Map<String, Object> conf = Utils.findAndReadConfigFile(cluster.home.resolve("conf/storm.yaml").toString(), true);
        int port = ((Number) conf.get("nimbus.thrift.port")).intValue();
        for (byte[] garbage : new byte[][] {{0, 0, 0, 4, 1, 2, 3, 4}, {0x7f, -1, -1, -1, 0}, {-1, -1, -1, -1}, "GET / HTTP/1.0\r\n\r\n".getBytes()}) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout((int) TestCluster.PATIENCE.toMillis());
                OutputStream out = socket.getOutputStream();
                out.write(garbage);
                out.flush();
                socket.shutdownOutput();
                assertTrue(closes(socket), "the connection stays open");
            }
        }
        cluster.storm("list").ok();
    }

    private static boolean closes(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // An answer that says what was wrong may come first.
                continue;
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.io.IOException e) {
            return true;
        }
    }

    private static void refused(String named, String... command) throws Exception {
        TestCluster.Ended ended = cluster.storm(command);
        String said = ended.out() + ended.err();
        assertNotEquals(0, ended.exit(), said);
        assertTrue(said.contains(named), "does not name " + named + ":\n" + said);
        assertFalse(said.contains("\tat "), "has a stack trace:\n" + said);
        assertEquals(1, ended.err().lines().filter(l -> !l.isBlank() && !l.startsWith("Picked up ") && !l.startsWith("WARNING: ")).count(),
            "one line:\n" + ended.err());
    }
}
