// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.storm.Config;
import org.apache.storm.blobstore.ClientBlobStore;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import tempest.cli.launch.Installation;

/** One command being run: its parsed options and arguments and the ways out of it. Main thread only. */
final class Invocation {
    /** For a Nimbus that is just being restarted. */
    private static final int RETRIES = 1;

    private final Command command;
    private final CommandLine line;
    private final List<String> arguments;
    private final CommandEnvironment environment;
    private Map<String, Object> conf;

    Invocation(Command command, CommandLine line, List<String> arguments, CommandEnvironment environment) {
        this.command = command;
        this.line = line;
        this.arguments = arguments;
        this.environment = environment;
    }

    /** Work with an open connection to Nimbus. */
    interface WithNimbus<T> {
        T apply(Nimbus.Iface nimbus) throws Exception;
    }

    /** Work with a store of blobs that is connected. */
    interface WithBlobs<T> {
        T apply(ClientBlobStore store) throws Exception;
    }

    PrintStream out() {
        return environment.out();
    }

    PrintStream err() {
        return environment.err();
    }

    CommandEnvironment environment() {
        return environment;
    }

    Installation installation() {
        return environment.installation();
    }

    List<String> arguments() {
        return arguments;
    }

    boolean has(String option) {
        return line.hasOption(option);
    }

    String option(String name) {
        return line.getOptionValue(name);
    }

    String option(String name, String otherwise) {
        return line.getOptionValue(name, otherwise);
    }

    List<String> options(String name) {
        String[] values = line.getOptionValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /** A whole number of at least {@code least}, or null if the option is absent. */
    Integer number(String name, int least) {
        String text = option(name);
        if (text == null) {
            return null;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below together with a number that is too small
        }
        throw new UsageException("-" + (name.length() > 1 ? "-" : "") + name + " takes a whole number of at least " + least + ", not '" + text + "'");
    }

    /** The only argument, or a usage error that names what is missing or too much. */
    String onlyArgument(String what) {
        if (arguments.isEmpty()) {
            throw new UsageException(what + " is missing");
        }
        if (arguments.size() > 1) {
            throw new UsageException("takes one " + what + ", got " + arguments.size() + ": " + String.join(" ", arguments));
        }
        return arguments.get(0);
    }

    void noArguments() {
        if (!arguments.isEmpty()) {
            throw new UsageException("takes no arguments, got: " + String.join(" ", arguments));
        }
    }

    boolean verbose() {
        return has("verbose") || environment.debug();
    }

    /** Whether the answer is for a program. */
    boolean json() {
        return has("json");
    }

    Style style() {
        return Style.of(environment.env());
    }

    ConfigOverrides overrides() {
        List<String> settings = options("c");
        for (String setting : settings) {
            if (setting.indexOf('=') < 1) {
                throw new UsageException("-c takes key=value, not '" + setting + "'");
            }
        }
        String file = option("config");
        if (file == null) {
            return new ConfigOverrides(settings, null);
        }
        Path path = Path.of(file);
        if (!path.isAbsolute() && !Files.exists(path)) {
            path = installation().confFolder().resolve(file);
        }
        if (!Files.isRegularFile(path)) {
            throw new UsageException("--config: there is no file " + file + " here or in " + installation().confFolder());
        }
        return new ConfigOverrides(settings, path.toAbsolutePath());
    }

    Map<String, Object> conf() {
        if (conf == null) {
            conf = environment.config().apply(overrides());
        }
        return conf;
    }

    <T> T nimbus(WithNimbus<T> work) throws Exception {
        try (NimbusClient client = NimbusClient.Builder.withConf(patient(conf())).build()) {
            return work.apply(client.getClient());
        }
    }

    /** Uses the blob store that {@code client.blobstore.class} names. */
    <T> T blobs(WithBlobs<T> work) throws Exception {
        try (ClientBlobStore store = Utils.getClientBlobStore(patient(conf()))) {
            return work.apply(store);
        }
    }

    /** With the default number of retries a person would wait half a minute to hear that Nimbus is away; a number of one's own is kept. */
    private static Map<String, Object> patient(Map<String, Object> conf) {
        Object retries = conf.get(Config.STORM_NIMBUS_RETRY_TIMES);
        return retries == null || retries.equals(Utils.readDefaultConfig().get(Config.STORM_NIMBUS_RETRY_TIMES))
            ? Utils.merge(conf, Map.of(Config.STORM_NIMBUS_RETRY_TIMES, RETRIES)) : conf;
    }

    /** Becomes (or runs) another JVM. */
    int launch(List<String> javaCommand) throws Exception {
        return environment.launcher().launch(javaCommand);
    }

    Command command() {
        return command;
    }
}
