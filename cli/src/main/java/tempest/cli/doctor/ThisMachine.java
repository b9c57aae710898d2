// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tempest.cluster.PortOwner;

/** The machine that the command runs on. Main thread; each question to the network ends within seconds. */
public final class ThisMachine implements Machine {
    private static final int PATIENCE_MILLIS = 3000;
    private static final int LONGEST_ANSWER = 64 << 10;
    private static final long MILLIS = 1000;

    @Override
    public String java() {
        return System.getProperty("java.version") + " (" + System.getProperty("java.home") + ")";
    }

    @Override
    public int javaRelease() {
        return Runtime.version().feature();
    }

    @Override
    public OptionalLong memoryMb() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
            ? OptionalLong.of(system.getTotalMemorySize() >> 20) : OptionalLong.empty();
    }

    @Override
    public long freeMb(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there)) {
            throw new IOException(there + " is no folder");
        }
        if (!Files.isWritable(there)) {
            throw new IOException("no permission to write to " + there);
        }
        FileStore store = Files.getFileStore(there);
        return store.getUsableSpace() >> 20;
    }

    @Override
    public boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String owner(int port) {
        return PortOwner.of(port).map(PortOwner::toString).orElse("");
    }

    @Override
    public boolean isOurs(int port) {
        return PortOwner.of(port).filter(owner -> owner.pid() > 0).map(owner -> isOurs(Path.of("/proc", Long.toString(owner.pid()), "cmdline"))).orElse(false);
    }

    /** By the whole command line: what is told of an owner is cut, and a worker's main class stands far from both ends. */
    static boolean isOurs(Path commandLine) {
        try {
            return Stream.of(Files.readString(commandLine, StandardCharsets.ISO_8859_1).split("\0")).anyMatch(word -> word.startsWith("tempest."));
        } catch (IOException e) {
            // It has just ended, or belongs to another user.
            return false;
        }
    }

    @Override
    public String ask(String host, int port, String question) throws IOException {
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException("there is no host of the name " + host);
            }
            socket.connect(address, PATIENCE_MILLIS);
            if (question == null) {
                return "";
            }
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            }
        }
    }

    @Override
    public long secondsAhead(String host, int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://" + host + ":" + port + "/").toURL().openConnection();
        try {
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestMethod("HEAD");
            connection.setInstanceFollowRedirects(false);
            long before = System.currentTimeMillis();
            connection.getResponseCode();
            long date = connection.getDate();
            if (date == 0) {
                throw new IOException("its answer has no date");
            }
            return (date - (before + System.currentTimeMillis()) / 2) / MILLIS;
        } finally {
            connection.disconnect();
        }
    }
}
