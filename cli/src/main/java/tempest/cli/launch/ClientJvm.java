// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import tempest.cli.client.RunMain;

/**
 * The JVM that runs a user's main class. Immutable.
 *
 * @param stormOptions what `-c` asked for, ready for the storm.options property
 * @param confFile what `--config` named, or null
 * @param jars more jars the topology needs
 * @param artifacts jars of Maven artifacts the topology needs, by coordinates
 */
public record ClientJvm(Installation installation, Path jar, String mainClass, List<String> arguments, String stormOptions,
        Path confFile, List<Path> jars, Map<String, Path> artifacts, boolean serverClassPath, boolean verbose) {

    /** For a cluster: main's submission goes to Nimbus. */
    public List<String> command() {
        return command(List.of());
    }

    /** @param jvmOptions more options for the JVM */
    public List<String> command(List<String> jvmOptions) {
        List<String> added = userEntries();
        // Our own jar comes last: it only contributes the class that starts the user's main.
        added.add(Installation.ownCode().toString());
        String classPath = serverClassPath ? installation.daemonClassPath(added) : installation.clientClassPath(added);
        return jvm().options(jvmOptions).run(classPath, RunMain.class.getName(), mainAndArguments());
    }

    /** For a cluster in the same JVM: the contract's own entry point wraps the user's main. */
    public List<String> localCommand(int seconds, String zooKeeper, String debugAgent) {
        JavaCommand jvm = jvm().property("storm.local.sleeptime", seconds).property("storm.local.zookeeper", zooKeeper)
            .property(RunMain.COMMAND, "storm local");
        if (debugAgent != null) {
            jvm.options(List.of("-agentlib:jdwp=" + debugAgent));
        }
        if (JarCheck.class.getClassLoader().getResource("org/apache/storm/LocalCluster.class") == null) {
            throw new CommandFailure("this build has no LocalCluster in " + installation.home().resolve("lib"));
        }
        List<String> added = userEntries();
        added.add(Installation.ownCode().toString());
        List<String> words = new ArrayList<>(List.of("org.apache.storm.LocalCluster"));
        words.addAll(mainAndArguments());
        return jvm.run(installation.daemonClassPath(added), RunMain.class.getName(), words);
    }

    private JavaCommand jvm() {
        String log4j = installation.home().resolve("log4j2").resolve("client.xml").toString();
        return JavaCommand.client()
                .property("storm.home", installation.home())
                .property("storm.log.dir", installation.logFolder())
                .property("storm.options", stormOptions)
                .property("storm.conf.file", confFile)
                .property("log4j2.configurationFile", log4j)
                .property("tempest.verbose", verbose ? "true" : null)
                .property("storm.jar", jar)
                .property("storm.dependency.jars", jars.stream().map(Path::toString).collect(Collectors.joining(",")))
                .property("storm.dependency.artifacts", artifacts.isEmpty() ? "{}" : JSONValue.toJSONString(texts()))
                .options(ShellWords.of(installation.env().get("STORM_JAR_JVM_OPTS")));
    }

    private Map<String, String> texts() {
        return artifacts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
    }

    private List<String> userEntries() {
        List<String> entries = new ArrayList<>(List.of(jar.toString()));
        jars.forEach(j -> entries.add(j.toString()));
        artifacts.values().forEach(a -> entries.add(a.toString()));
        return entries;
    }

    private List<String> mainAndArguments() {
        List<String> words = new ArrayList<>(List.of(mainClass));
        words.addAll(arguments);
        return words;
    }
}
