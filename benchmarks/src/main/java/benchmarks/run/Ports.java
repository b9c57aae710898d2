// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ports of this machine: which are free, and who holds one that is not. */
final class Ports {
    private Ports() {
    }

    static int[] free(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            int[] ports = new int[count];
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
                ports[i] = sockets.get(i).getLocalPort();
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Fails, and says who is in the way, if a port is taken. */
    static void demand(String what, int... ports) throws IOException {
        for (int port : ports) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                socket.setReuseAddress(true);
            } catch (IOException e) {
                throw new IOException(what + " needs port " + port + ", which " + holder(port) + " holds", e);
            }
        }
    }

    private static String holder(int port) throws IOException {
        String hex = String.format(":%04X ", port);
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (String line : Files.exists(Path.of(table)) ? Files.readAllLines(Path.of(table)) : List.<String>of()) {
                String[] f = line.trim().split("\\s+");
                if (f.length > 9 && (f[1] + " ").endsWith(hex) && f[3].equals("0A")) {
                    return process("socket:[" + f[9] + "]");
                }
            }
        }
        return "another process";
    }

    private static String process(String socket) {
        return ProcessHandle.allProcesses().filter(p -> holds(p.pid(), socket)).findAny()
            .map(p -> "process " + p.pid() + p.info().command().map(c -> " (" + c + ")").orElse("")).orElse("another user's process");
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.anyMatch(f -> {
                try {
                    return Files.readSymbolicLink(f).toString().equals(socket);
                } catch (IOException e) {
                    return false; // it was closed meanwhile
                }
            });
        } catch (IOException e) {
            return false; // not ours to look into, or it has ended
        }
    }
}
