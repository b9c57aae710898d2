// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.storm.utils.Utils;
import tempest.cli.dev.TaggedProcesses;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.ConfigVariables;
import tempest.cli.launch.Daemon;
import tempest.cli.launch.Installation;

/**
 * An installation of Apache Storm 2.x, to compare with: the same plugs, load and checker. It keeps its defaults, heaps among them. ZooKeeper is ours in
 * both.
 */
record ApacheProduct(Path home, TempestProduct ours) implements ChaosProduct {
    private static final Map<Daemon, String> MAINS = Map.of(Daemon.NIMBUS, "org.apache.storm.daemon.nimbus.Nimbus",
            Daemon.SUPERVISOR, "org.apache.storm.daemon.supervisor.Supervisor");

    /**
     * That in a folder.
     *
     * @throws CommandFailure if there is none
     */
    static ApacheProduct at(Path folder, TempestProduct ours) {
        Path home = folder.toAbsolutePath().normalize();
        try (DirectoryStream<Path> servers = Files.newDirectoryStream(home.resolve("lib"), "storm-server-2.*.jar")) {
            if (servers.iterator().hasNext()) {
                return new ApacheProduct(home, ours);
            }
        } catch (IOException e) {
            throw new CommandFailure(home + " cannot be read (" + e.getMessage() + "): --apache takes the folder of an unpacked Apache Storm 2.x", e);
        }
        throw new CommandFailure(home + " has no lib/storm-server-2.x.jar: --apache takes the folder of an unpacked Apache Storm 2.x");
    }

    @Override
    public ProcessBuilder daemon(Daemon kind, Map<String, Object> conf, Path confFile) {
        if (!MAINS.containsKey(kind)) {
            return ours.daemon(kind, conf, confFile);
        }
        Path logs = Path.of(conf.get("storm.log.dir").toString());
        List<String> options = new ArrayList<>(List.of("-Ddaemon.name=" + kind.commandName(), "-Dlogfile.name=" + kind.commandName() + ".log",
                "-Dlog4j.configurationFile=" + home.resolve("log4j2/cluster.xml"), TaggedProcesses.of(ours.cluster()).option()));
        return java(options, confFile, logs, "", MAINS.get(kind), List.of());
    }

    @Override
    public ProcessBuilder client(String mainClass, List<String> arguments, Path confFile) {
        String jar = Installation.ownCode().toString();
        return java(List.of("-Dstorm.jar=" + jar, TaggedProcesses.of(ours.cluster()).option()), confFile, confFile.getParent(), jar + ":", mainClass, arguments);
    }

    private ProcessBuilder java(List<String> options, Path confFile, Path logs, String before, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Dstorm.home=" + home,
                "-Dstorm.log.dir=" + logs, "-Dstorm.conf.file=" + confFile));
        command.addAll(options);
        command.addAll(List.of("-cp", before + home.resolve("lib") + "/*:" + home.resolve("conf"), mainClass));
        command.addAll(arguments);
        return ConfigVariables.without(new ProcessBuilder(command)).redirectErrorStream(true);
    }

    /** Beside each worker it runs a process that writes down what that prints, and has the worker's whole command line in its own. */
    @Override
    public boolean isWorker(List<String> words) {
        return words.contains("org.apache.storm.daemon.worker.Worker") && !words.contains("org.apache.storm.LogWriter");
    }

    @Override
    public boolean hasAddresses() {
        return false;
    }

    /** What the user set, without our defaults. */
    @Override
    public Map<String, Object> configuration(Map<String, Object> user) {
        Map<String, Object> defaults = Utils.readDefaultConfig();
        Map<String, Object> made = new HashMap<>();
        user.forEach((key, value) -> {
            if (!defaults.containsKey(key) || !Objects.equals(defaults.get(key), value)) {
                made.put(key, value);
            }
        });
        made.put("dev-zookeeper.childopts", "-Xmx96m");
        return made;
    }
}
