// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Who listens on a TCP port of this computer. Stateless; any thread; each question is answered at once. */
public final class PortOwner {

    private static final Path PROC = Path.of("/proc");
    private static final int CONNECT_MS = 200;
    private static final String LISTENS = "0A";

    private PortOwner() { }

    /** Whether the port could be listened on now. */
    static boolean free(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether someone listens: by connecting, since an attempt to listen could get in the way of who is about to. */
    static boolean answers(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            // Where nobody listens, TCP may have connected the probe with itself.
            return probe.getLocalPort() != port;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process that listens on the port, where that can be known. */
    static OptionalLong pid(int port) {
        for (String table : new String[] {"net/tcp", "net/tcp6"}) {
            String inode = inode(PROC.resolve(table), port);
            if (inode != null) {
                return holder("socket:[" + inode + "]");
            }
        }
        return OptionalLong.empty();
    }

    /** For a message: {@code " by process 4711"}, or nothing. */
    public static String named(int port) {
        OptionalLong pid = pid(port);
        return pid.isPresent() ? " by process " + pid.getAsLong() : "";
    }

    private static String inode(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            List<String> lines = Files.readAllLines(table, StandardCharsets.ISO_8859_1);
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENS)) {
                    return fields[9];
                }
            }
        } catch (IOException e) {
            // No such system: then nobody can be named.
            return null;
        }
        return null;
    }

    private static OptionalLong holder(String socket) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), socket)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    private static boolean holds(Path descriptors, String socket) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Another user's process, or one that has just ended: not known to be the one.
            return false;
        }
        return false;
    }
}
