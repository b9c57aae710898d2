// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import tempest.cli.launch.Artifacts;
import tempest.cli.launch.ClientJvm;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.JarCheck;

/** `storm jar` and `storm local`: run the main class of a user's jar in a JVM of its own. */
final class JarCommands {
    private static final List<Option> DEPENDENCIES = List.of(
            option(null, "jars", "a.jar,b.jar", "more jars for the class path and the topology"),
            option(null, "artifacts", "g:a:v,...", "Maven artifacts to add, each with ^group:artifact for what to leave out"),
            option(null, "artifactRepositories", "name^url,...", "repositories to look in besides Maven's central one"),
            option(null, "mavenLocalRepositoryDirectory", "DIR", "where artifacts are kept (default: ~/.m2/repository)"),
            option(null, "proxyUrl", "URL", "HTTP proxy for fetching artifacts"),
            option(null, "proxyUsername", "NAME", "user at the proxy"),
            option(null, "proxyPassword", "TEXT", "password at the proxy"),
            option(null, "storm-server-classpath", null, "run on the daemons' class path instead of the client's"));

    static final List<Command> COMMANDS = List.of(
            new Command("jar", "JAR MAINCLASS [arguments]", "Runs a main class of a jar, which submits a topology to the cluster.",
                    DEPENDENCIES, 2, JarCommands::jar),
            new Command("local", "JAR MAINCLASS [arguments]", "Runs a main class of a jar on a cluster inside one JVM, without daemons.",
                    Stream.concat(DEPENDENCIES.stream(), Stream.of(
                            option(null, "local-ttl", "SECS", "how long the topology runs (default 20)"),
                            option(null, "java-debug", "AGENT", "options for the JVM's debug agent, such as transport=dt_socket,address=localhost:8000"),
                            option(null, "local-zookeeper", "HOST:PORT", "use this ZooKeeper instead of one inside the JVM"))).toList(),
                    2, JarCommands::local));

    private JarCommands() {}

    private static int jar(Invocation invocation) throws Exception {
        FluxArguments flux = FluxArguments.of(invocation.arguments());
        ClientJvm client = prepare(invocation, flux.rest());
        return invocation.launch(flux.local() ? client.localCommand(flux.seconds(), flux.zooKeeper(), null) : client.command());
    }

    private static int local(Invocation invocation) throws Exception {
        Integer seconds = invocation.number("local-ttl", 1);
        ClientJvm client = prepare(invocation, invocation.arguments());
        return invocation.launch(client.localCommand(seconds == null ? 20 : seconds, invocation.option("local-zookeeper"),
                invocation.option("java-debug")));
    }

    private static ClientJvm prepare(Invocation invocation, List<String> arguments) {
        if (arguments.size() < 2) {
            throw new UsageException(arguments.isEmpty() ? "the jar and its main class are missing" : "the main class is missing");
        }
        List<Path> jars = list(invocation.option("jars")).stream().map(JarCheck::whole).toList();
        Map<String, Path> artifacts = artifacts(invocation);
        Path jar = JarCheck.check(arguments.get(0), arguments.get(1),
                Stream.of(jars.stream(), artifacts.values().stream(), invocation.installation().userLibraries().stream()).flatMap(s -> s).toList());
        ConfigOverrides overrides = invocation.overrides();
        return new ClientJvm(invocation.installation(), jar, arguments.get(1), arguments.subList(2, arguments.size()),
                overrides.asStormOptions(), overrides.file(), jars, artifacts, invocation.has("storm-server-classpath"), invocation.verbose());
    }

    private static Map<String, Path> artifacts(Invocation invocation) {
        List<String> coordinates = list(invocation.option("artifacts"));
        if (coordinates.isEmpty()) {
            return Map.of();
        }
        String folder = invocation.option("mavenLocalRepositoryDirectory");
        Path local = folder == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(folder).toAbsolutePath();
        return new Artifacts(local, list(invocation.option("artifactRepositories")), proxy(invocation)).resolve(coordinates);
    }

    private static Artifacts.ProxySettings proxy(Invocation invocation) {
        String url = invocation.option("proxyUrl");
        if (url == null) {
            return null;
        }
        URI uri = URI.create(url);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new CommandFailure("--proxyUrl: '" + url + "' is not of the form http://host:port");
        }
        return new Artifacts.ProxySettings(uri, invocation.option("proxyUsername"), invocation.option("proxyPassword"));
    }

    private static List<String> list(String text) {
        return text == null ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).collect(Collectors.toCollection(ArrayList::new));
    }
}
