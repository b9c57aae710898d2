// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import tempest.cli.client.FailureLine;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.NearestName;

/** Finds the command, parses its options, runs it and turns whatever happens into an exit code. Main thread; never exits the JVM. */
final class Cli {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private final CommandEnvironment environment;

    Cli(CommandEnvironment environment) {
        this.environment = environment;
    }

    int run(String... args) {
        String name = args.length == 0 ? "" : args[0];
        List<String> words = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        switch (name) {
            case "" -> {
                environment.err().print(Help.overview());
                return USAGE;
            }
            case "help", "-h", "--help" -> {
                return help(words);
            }
            case "--version", "-version" -> name = "version";
            default -> { }
        }
        Optional<Command> command = CommandTable.find(name);
        if (command.isEmpty()) {
            return unknown(name);
        }
        return run(command.get(), words);
    }

    private int help(List<String> words) {
        if (words.isEmpty()) {
            environment.out().print(Help.overview());
            return OK;
        }
        Optional<Command> command = CommandTable.find(words.get(0));
        command.ifPresent(c -> environment.out().print(c.help()));
        return command.isPresent() ? OK : unknown(words.get(0));
    }

    private int unknown(String name) {
        String guess = NearestName.of(name, CommandTable.names()).map(n -> "; did you mean '" + n + "'?").orElse("");
        environment.err().println("storm: there is no command '" + name + "'" + guess + " (storm help lists them)");
        return USAGE;
    }

    private int run(Command command, List<String> words) {
        boolean verbose = environment.debug() || words.contains("--verbose");
        try {
            Optional<Invocation> invocation = parse(command, words);
            if (invocation.isEmpty()) {
                environment.out().print(command.help());
                return OK;
            }
            verbose = invocation.get().verbose();
            return command.action().run(invocation.get());
        } catch (UsageException e) {
            environment.err().println("storm " + command.name() + ": " + e.getMessage() + " (usage: " + command.usage() + ")");
            return USAGE;
        } catch (CommandFailure e) {
            // Made for people by us: may go over several lines, such as the end of a log.
            environment.err().println("storm " + command.name() + ": " + e.getMessage());
            printIf(verbose, e);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (Exception | LinkageError e) {
            environment.err().println("storm " + command.name() + ": " + FailureLine.of(e));
            printIf(verbose, e);
            return FAILED;
        } finally {
            environment.out().flush();
        }
    }

    private void printIf(boolean verbose, Throwable failure) {
        if (verbose) {
            failure.printStackTrace(environment.err());
        }
    }

    /** Empty if help was asked for. */
    private Optional<Invocation> parse(Command command, List<String> words) {
        Options options = command.allOptions();
        List<String> optionWords = words;
        List<String> arguments = null;
        if (command.runsUserMain()) {
            ArgumentSplitter split = ArgumentSplitter.split(options, words, command.leading());
            optionWords = split.options();
            arguments = split.arguments();
        }
        try {
            CommandLine line = DefaultParser.builder().setAllowPartialMatching(false).get().parse(options, optionWords.toArray(String[]::new));
            if (line.hasOption("help")) {
                return Optional.empty();
            }
            List<String> rest = arguments == null ? new ArrayList<>(line.getArgList()) : arguments;
            return Optional.of(new Invocation(command, line, rest, environment));
        } catch (UnrecognizedOptionException e) {
            throw new UsageException("unknown option " + e.getOption() + suggestion(e.getOption(), options));
        } catch (MissingArgumentException e) {
            throw new UsageException("option " + named(e) + " needs a value");
        } catch (ParseException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static String named(MissingArgumentException e) {
        return e.getOption().getOpt() == null ? "--" + e.getOption().getLongOpt() : "-" + e.getOption().getOpt();
    }

    private static String suggestion(String typed, Options options) {
        List<String> names = options.getOptions().stream().filter(o -> o.getLongOpt() != null).map(o -> "--" + o.getLongOpt()).toList();
        return NearestName.of(typed, names).map(n -> "; did you mean " + n + "?").orElse("");
    }
}
