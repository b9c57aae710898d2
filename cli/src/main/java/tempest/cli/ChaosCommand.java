// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tempest.cli.chaos.Chaos;

/** `storm chaos`: pulls plugs on a cluster of its own, and says what came of it. */
final class ChaosCommand {
    static final Command COMMAND = Command.of("chaos", "", "Starts a cluster of its own, loads it, breaks it in every way named, and tells what was lost and for how long.",
            List.of(option(null, "list", null, "only list the faults there are"),
                    option(null, "faults", "A,B", "these faults, in this order (default: all)"),
                    option(null, "soak", "MINUTES", "no faults: submit and kill a topology each minute for so long, and tell what grew and what was left"),
                    option(null, "apache", "DIR", "an unpacked Apache Storm 2.x: pull the same plugs of a cluster of that, to compare"),
                    option(null, "rate", "N", "tuples a second (default: 5000)"),
                    option(null, "slack", "N", "allow N times the times that are promised, on a machine that is busy otherwise (default: 1)"),
                    option(null, "keep", null, "leave the cluster's folder, with its logs, when done"),
                    option(null, "dir", "DIR", "where the cluster keeps its files and logs (default: a new folder for temporary files)")), ChaosCommand::run);
    private static final int RATE = 5000;

    private ChaosCommand() {}

    private static int run(Invocation invocation) throws Exception {
        invocation.noArguments();
        if (invocation.has("list")) {
            Chaos.list().forEach(invocation.out()::println);
            return Cli.OK;
        }
        Integer rate = invocation.number("rate", 1);
        Integer slack = invocation.number("slack", 1);
        List<String> names = invocation.has("faults") ? Arrays.asList(invocation.option("faults").split(",")) : List.of();
        Integer soak = invocation.number("soak", 1);
        if (soak != null && (invocation.has("faults") || invocation.has("apache"))) {
            throw new UsageException("--soak goes with neither --faults nor --apache: it is life without faults, and knows our files");
        }
        Chaos.Load load = new Chaos.Load(rate == null ? RATE : rate, slack == null ? 1 : slack);
        Path folder = invocation.has("dir") ? Path.of(invocation.option("dir")) : null;
        Chaos.Wish wish;
        try {
            wish = soak == null ? Chaos.Wish.of(names, load, invocation.has("keep"), folder) : Chaos.Wish.soak(soak, load, invocation.has("keep"), folder);
            if (invocation.has("apache")) {
                wish = wish.on(Path.of(invocation.option("apache")));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        return Chaos.run(invocation.installation(), invocation.conf(), wish, invocation.out()) ? Cli.OK : Cli.FAILED;
    }
}
