// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tempest.cli.launch.ConfigVariables;
import tempest.cli.launch.Daemon;
import tempest.cli.launch.DaemonJvm;
import tempest.cli.launch.ShellWords;

/**
 * Main class of each daemon JVM under `storm dev`: runs the daemon's own main, and ends the JVM when standard input ends, which
 * is how it notices that `storm dev` died without saying so. ZooKeeper's JVM then also ends the workers, as the last to leave.
 */
public final class ParentBoundDaemon {
    private static final long PATIENCE_MILLIS = 8_000;

    private ParentBoundDaemon() {}

    /**
     * The process of a daemon that ends with this one, ready to be started.
     *
     * @param cluster the folder of the whole cluster, which marks its processes
     */
    public static ProcessBuilder process(Daemon daemon, DaemonJvm jvm, Path cluster, TaggedProcesses tagged) {
        List<String> options = new ArrayList<>(ShellWords.of(jvm.conf().get(daemon.commandName() + ".childopts")));
        options.add(tagged.option());
        List<String> command = new ArrayList<>();
        if (isOnPath("setsid")) {
            // A session of its own: Ctrl-C reaches this process alone, which then stops everything in order.
            command.add("setsid");
        }
        command.addAll(jvm.command(daemon.commandName(), ParentBoundDaemon.class.getName(), options,
                List.of(cluster.toString(), daemon.commandName(), daemon.mainClass())));
        return ConfigVariables.without(new ProcessBuilder(command)).redirectErrorStream(true);
    }

    private static boolean isOnPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** @param args the folder of the cluster, the daemon's name, its main class, its arguments */
    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(() -> endWithParent(TaggedProcesses.of(Path.of(args[0])), args[1]), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(args[2]).getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(args, 3, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void endWithParent(TaggedProcesses cluster, String daemon) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said here; only the end matters.
                continue;
            }
        } catch (IOException e) {
            System.err.println(daemon + ": cannot watch its parent: " + e.getMessage());
        }
        if (daemon.equals("dev-zookeeper")) {
            List<ProcessHandle> supervisors = cluster.daemons("supervisor");
            TaggedProcesses.awaitEnd(supervisors, PATIENCE_MILLIS);
            TaggedProcesses.stop(cluster.processes(), PATIENCE_MILLIS);
        }
        System.exit(0);
    }
}
