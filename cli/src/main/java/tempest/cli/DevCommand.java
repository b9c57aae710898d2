// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.ConfigNotices;
import org.apache.storm.validation.UnsupportedKeys;
import tempest.cli.dev.DevCluster;
import tempest.cli.launch.ClientJvm;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.ConfigVariables;
import tempest.cli.launch.Installation;
import tempest.cli.launch.JarCheck;

/** `storm dev`: a whole cluster for as long as the command runs. */
final class DevCommand {
    static final Command COMMAND = new Command("dev", "[MAINCLASS [arguments]]",
            "Starts a whole cluster, runs a topology on it if one is named, and stops it all on Ctrl-C.", List.of(
                    option(null, "jar", "JAR", "the jar with the main class (default: the storm-starter examples)"),
                    option(null, "dir", "DIR", "where the cluster keeps its files and logs (default: dev/ in Tempest's folder)"),
                    option(null, "ports", "default|any", "default: fail if a usual port is in use; any (the default): take a free one")),
            1, DevCommand::run);

    private DevCommand() {}

    private static int run(Invocation invocation) throws Exception {
        PrintStream out = invocation.out();
        String ports = invocation.option("ports", "any");
        if (!ports.matches("default|any")) {
            throw new UsageException("--ports takes default or any, not '" + ports + "'");
        }
        Path jar = jar(invocation);
        check(invocation);
        DevCluster cluster = DevCluster.prepare(invocation.installation(), folder(invocation), invocation.conf(), own(invocation),
                ports.equals("default"), out);
        // Whoever closes first does it for good: this thread after a failure, or the hook on Ctrl-C and SIGTERM.
        AtomicBoolean stopping = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (stopping.compareAndSet(false, true)) {
                out.println("\nstopping");
                cluster.close();
            }
        }, "stop-cluster"));
        out.println("UI:   " + cluster.uiAddress());
        out.println("DRPC: " + cluster.drpcAddress());
        out.println("logs: " + cluster.logs());
        try {
            run(invocation, jar, cluster);
            return Cli.OK;
        } finally {
            if (stopping.compareAndSet(false, true)) {
                cluster.close();
            } else {
                // What failed here failed because everything is being stopped; the JVM ends as soon as the hook is done.
                new CountDownLatch(1).await();
            }
        }
    }

    /** Daemons say it too, but into files. */
    private static void check(Invocation invocation) {
        ConfigNotices notices = ConfigNotices.of(invocation.conf(), EnumSet.allOf(UnsupportedKeys.Reader.class));
        notices.told().forEach(invocation.out()::println);
        if (!notices.refused().isEmpty()) {
            throw new CommandFailure(String.join("\n", notices.refused()));
        }
    }

    private static void run(Invocation invocation, Path jar, DevCluster cluster) throws Exception {
        cluster.start();
        if (jar == null) {
            cluster.awaitViewers();
            invocation.out().println("ready; Ctrl-C stops the cluster");
        } else {
            submit(invocation, jar, cluster);
        }
        cluster.watch(Integer.getInteger("tempest.terminal", 0));
    }

    /** The jar to run from, checked before anything starts; null if no main class is named. */
    private static Path jar(Invocation invocation) {
        if (invocation.arguments().isEmpty()) {
            if (invocation.has("jar")) {
                throw new UsageException("--jar needs a MAINCLASS");
            }
            return null;
        }
        String jar = invocation.option("jar");
        return JarCheck.check(jar == null ? invocation.installation().starterJar().toString() : jar, invocation.arguments().get(0), List.of());
    }

    private static Path folder(Invocation invocation) {
        if (invocation.has("dir")) {
            return Path.of(invocation.option("dir")).toAbsolutePath().normalize();
        }
        Installation installation = invocation.installation();
        return Files.isWritable(installation.home()) ? installation.home().resolve("dev")
                : Path.of(System.getProperty("user.home"), ".tempest", "dev");
    }

    /** What the user set, as opposed to defaults: storm.yaml, variables and -c. */
    private static Map<String, Object> own(Invocation invocation) {
        ConfigOverrides overrides = invocation.overrides();
        Path file = overrides.file() == null ? invocation.installation().confFolder().resolve("storm.yaml") : overrides.file();
        Map<String, Object> own = new LinkedHashMap<>();
        if (Files.exists(file)) {
            own.putAll(Utils.findAndReadConfigFile(file.toString(), false));
        }
        ConfigVariables.keys(invocation.environment().env(), invocation.conf().keySet()).forEach(key -> own.put(key, invocation.conf().get(key)));
        for (String setting : overrides.settings()) {
            String key = setting.substring(0, setting.indexOf('='));
            own.put(key, invocation.conf().get(key));
        }
        return own;
    }

    private static void submit(Invocation invocation, Path jar, DevCluster cluster) throws IOException, InterruptedException {
        List<String> words = invocation.arguments();
        ClientJvm client = new ClientJvm(invocation.installation(), jar, words.get(0), words.subList(1, words.size()),
                invocation.overrides().asStormOptions(), cluster.confFile(), List.of(), Map.of(), false, invocation.verbose());
        Process process = ConfigVariables.without(new ProcessBuilder(client.command(List.of(cluster.tagOption())))).inheritIO().start();
        cluster.awaitViewers();
        int code = process.waitFor();
        if (code != 0) {
            throw new CommandFailure(words.get(0) + " ended with exit code " + code + ": no topology runs");
        }
    }
}
