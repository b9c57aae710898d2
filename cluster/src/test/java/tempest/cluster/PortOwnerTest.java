// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PortOwnerTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOwnerOfAPortIsToldWithItsProcessAndCommand() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            PortOwner owner = PortOwner.of(socket.getLocalPort()).orElseThrow();
            assertEquals(ProcessHandle.current().pid(), owner.pid());
            assertTrue(owner.what().contains("java"), owner.what());
        }
    }

    @Test
    void anotherUsersSocketIsToldByUserAndAFreePortHasNoOwner() throws Exception {
        Path proc = Files.createDirectories(folder.resolve("proc/net")).getParent();
        Files.writeString(proc.resolve("net/tcp"), "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            + "   0: 00000000:1A0B 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1007        0 4711 1 0000 100 0 0 10 0\n"
            + "   1: 0100007F:1A0C 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1007        0 4712 1 0000 100 0 0 10 0\n");
        assertEquals("a process of user id 1007, which only that user or root can see", PortOwner.of(0x1A0B, proc).orElseThrow().toString());
        assertTrue(PortOwner.of(0x1A0C, proc).isEmpty(), "a connection is not a listener");
        assertTrue(PortOwner.of(0x1A0D, proc).isEmpty());
    }

    @Test
    void whatAJvmRunsIsToldThoughItsCommandLineIsLong() throws Exception {
        Path proc = Files.createDirectories(folder.resolve("proc/net")).getParent();
        Files.writeString(proc.resolve("net/tcp"),
            "   0: 00000000:1A0B 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1007        0 4711 1 0000 100 0 0 10 0\n");
        Path descriptors = Files.createDirectories(proc.resolve("99/fd"));
        Files.createSymbolicLink(descriptors.resolve("7"), Path.of("socket:[4711]"));
        Files.writeString(proc.resolve("99/cmdline"), "java\0-cp\0" + "x".repeat(200) + "\0tempest.nimbus.NimbusMain\0");
        String owner = PortOwner.of(0x1A0B, proc).orElseThrow().toString();
        assertTrue(owner.startsWith("process 99 (java ... ") && owner.endsWith("tempest.nimbus.NimbusMain)"), owner);
    }

    @Test
    void whoCannotListenSaysWhoDoesAndWhichSettingHelps() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            String line = PortOwner.inUse(socket.getLocalPort(), "nimbus.thrift.port");
            assertTrue(line.startsWith("port " + socket.getLocalPort() + " is in use"), line);
            assertTrue(line.endsWith(": stop what uses it, or set nimbus.thrift.port to another port"), line);
        }
    }
}
