// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who listens on a TCP port, as far as the operating system tells. Any thread; reads only.
 *
 * @param pid the process, or -1 if it is another user's and so hidden
 * @param what its command line, or which user it belongs to
 */
public record PortOwner(long pid, String what) {
    private static final String LISTENING = "0A";
    private static final int SHOWN = 110;
    private static final int SHOWN_END = 50;

    @Override
    public String toString() {
        return pid < 0 ? what : "process " + pid + " (" + what + ")";
    }

    /** Empty where there is no /proc, or when nobody listens. */
    public static Optional<PortOwner> of(int port) {
        return of(port, Path.of("/proc"));
    }

    /** One line for who cannot listen: who has the port, and which setting names another. */
    public static String inUse(int port, String key) {
        return inUse(port) + ": stop what uses it, or set " + key + " to another port";
    }

    /** The same, if that is why something failed; empty if it failed for another reason. */
    public static Optional<String> inUse(Throwable failure, int port, String key) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return Optional.of(inUse(port, key));
            }
        }
        return Optional.empty();
    }

    /** That a port is in use and, where that can be found out, by whom. */
    public static String inUse(int port) {
        return "port " + port + " is in use" + of(port).map(owner -> " by " + owner).orElse("");
    }

    static Optional<PortOwner> of(int port, Path proc) {
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try {
                for (String line : Files.readAllLines(proc.resolve(table))) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > 9 && columns[3].equals(LISTENING) && columns[1].endsWith(String.format(":%04X", port))) {
                        return Optional.of(holder(columns[9], columns[7], proc));
                    }
                }
            } catch (IOException e) {
                // Not Linux, or this protocol is switched off: then nothing can be found out.
                continue;
            }
        }
        return Optional.empty();
    }

    private static PortOwner holder(String inode, String user, Path proc) {
        String socket = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), socket)) {
                    return new PortOwner(Long.parseLong(process.getFileName().toString()), commandLine(process));
                }
            }
        } catch (IOException e) {
            return new PortOwner(-1, "a process that cannot be identified (" + e.getMessage() + ")");
        }
        return new PortOwner(-1, "a process of user id " + user + ", which only that user or root can see");
    }

    private static boolean holds(Path descriptors, String socket) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                if (pointsTo(descriptor, socket)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another user's process, or one that just ended: not ours to see.
            return false;
        }
        return false;
    }

    private static boolean pointsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            // Closed between listing and reading.
            return false;
        }
    }

    private static String commandLine(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
            // What a JVM runs is at the end of its long line of options.
            return line.length() <= SHOWN ? line : line.split(" ", 2)[0] + " ... " + line.substring(line.length() - SHOWN_END);
        } catch (IOException e) {
            return "just ended";
        }
    }
}
