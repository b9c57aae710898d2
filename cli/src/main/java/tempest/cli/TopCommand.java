// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.io.IOException;
import java.util.List;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TApplicationException;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.NearestName;
import tempest.cli.launch.TempestCalls;
import tempest.cli.top.TopQueries;
import tempest.cli.top.TopSession;
import tempest.cli.top.TopTable;
import tempest.cli.top.UnixTerminal;
import tempest.cluster.Clock;
import tempest.rpc.TempestNimbus;

/** A live view in the terminal; printed once where there is none. Changes nothing. */
final class TopCommand {
    static final Command COMMAND = Command.of("top", "[TOPOLOGY]",
        "Shows what topologies, components and executors do, live: rates, capacity, p99, failures, and what holds them back. ? explains its keys.", List.of(
            option("d", "delay", "SECS", "seconds between two looks (default 2)"),
            option(null, "once", null, "print once and end, as happens anyway where standard output is no terminal"),
            option(null, "json", null, "print once, as JSON, for programs")), TopCommand::run);
    private static final int USUAL_DELAY = 2;
    private static final long MILLIS = 1000;

    private TopCommand() {}

    private static int run(Invocation invocation) throws Exception {
        if (invocation.arguments().size() > 1) {
            throw new UsageException("takes one topology name at most, got: " + String.join(" ", invocation.arguments()));
        }
        Integer delay = invocation.number("delay", 1);
        List<String> path = invocation.arguments().isEmpty() ? List.of() : List.of(id(invocation, invocation.arguments().get(0)));
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(read(invocation, path).json()));
            return Cli.OK;
        }
        if (invocation.has("once") || System.getProperty(Style.TERMINAL) == null) {
            read(invocation, path).lines().forEach(invocation.out()::println);
            return Cli.OK;
        }
        Clock clock = Clock.system();
        TopSession session = new TopSession(at -> read(invocation, at), clock, MILLIS * (delay == null ? USUAL_DELAY : delay), invocation.style().coloured(), path);
        // What is wrong from the beginning is said on a screen that stays.
        read(invocation, path);
        try (UnixTerminal terminal = UnixTerminal.open(invocation.out())) {
            session.run(terminal);
        } catch (IOException e) {
            throw new CommandFailure("the terminal cannot be used (" + e.getMessage() + "); --once prints once");
        }
        return Cli.OK;
    }

    private static TopTable read(Invocation invocation, List<String> path) throws Exception {
        return invocation.nimbus(nimbus -> {
            try {
                return new TopQueries(ours(nimbus), Clock.system()).read(path);
            } catch (TApplicationException e) {
                throw e.getType() == TApplicationException.UNKNOWN_METHOD ? new CommandFailure("this Nimbus is Apache Storm's, which does not tell what storm top shows") : e;
            }
        });
    }

    private static TempestNimbus.Iface ours(Nimbus.Iface nimbus) {
        return TempestCalls.over(nimbus).orElseThrow(() -> new CommandFailure("the configured way to Nimbus does not tell what storm top shows"));
    }

    /** By name or id. */
    private static String id(Invocation invocation, String named) throws Exception {
        List<TopologySummary> all = invocation.nimbus(Nimbus.Iface::getTopologySummaries);
        return all.stream().filter(topology -> topology.get_name().equals(named) || topology.get_id().equals(named)).map(TopologySummary::get_id).findFirst()
            .orElseThrow(() -> new CommandFailure("there is no topology " + named
                + NearestName.of(named, all.stream().map(TopologySummary::get_name).toList()).map(name -> "; did you mean " + name + "?").orElse("")));
    }
}
