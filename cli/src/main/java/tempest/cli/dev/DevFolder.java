// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.storm.shade.org.yaml.snakeyaml.DumperOptions;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import tempest.cli.launch.CommandFailure;
import tempest.cluster.PrivateFile;

/**
 * The folder one `storm dev` works in, held by a lock while it lives: logs, ZooKeeper's and the daemons' files, the configuration
 * it made. Each start begins with an empty cluster. Used by the main thread.
 */
public final class DevFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private DevFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the folder for this process, ends what an earlier one left running, and empties it. */
    static DevFolder take(Path folder) {
        try {
            Files.createDirectories(folder);
            Path lockFile = folder.resolve("lock");
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                String pid = Files.readString(lockFile).strip();
                throw new CommandFailure("another storm dev" + (pid.isEmpty() ? "" : " (process " + pid + ")") + " works in " + folder
                        + "; stop it, or name another folder with --dir");
            }
            channel.truncate(0).write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            TaggedProcesses.of(folder).stopAll();
            DevFolder taken = new DevFolder(folder, channel, lock);
            for (String part : new String[] {"logs", "storm-local", "zookeeper"}) {
                delete(folder.resolve(part));
            }
            Files.createDirectories(taken.logs());
            return taken;
        } catch (IOException e) {
            throw new CommandFailure("cannot use the folder " + folder + ": " + e + "; name another with --dir", e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very JVM.
            return null;
        }
    }

    Path path() {
        return folder;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path stormLocal() {
        return folder.resolve("storm-local");
    }

    Path zooKeeper() {
        return folder.resolve("zookeeper");
    }

    Path confFile() {
        return folder.resolve("storm.yaml");
    }

    void writeConf(Map<String, Object> conf) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        try {
            // It repeats what the user's own says, passwords too.
            PrivateFile.write(confFile(), "# Written by storm dev at each start; changes here do not last.\n" + new Yaml(options).dump(conf));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder with all that is in it, or nothing if there is none. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
