// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.GetInfoOptions;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.NumErrorsChoice;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.thrift.TException;
import tempest.cli.launch.CommandFailure;

/** Commands that look at a running topology. */
final class WatchCommands {
    private static final String ALL_TIME = ":all-time";

    static final List<Command> COMMANDS = List.of(
            Command.of("monitor", "NAME", "Shows a component's throughput again and again.", List.of(
                    option("i", "interval", "SECS", "seconds between two lines (default 4)"),
                    option("m", "component", "ID", "the component; without it the components are listed"),
                    option("s", "stream", "ID", "the stream (default: default)"),
                    option("w", "watch", "WHAT", "emitted or transferred (default: emitted)"),
                    option(null, "json", null, "print one JSON object a line, for programs")), WatchCommands::monitor),
            Command.of("get-errors", "NAME", "Prints the last error of each component as JSON.", List.of(), WatchCommands::errors));

    private WatchCommands() {}

    private static int errors(Invocation invocation) throws Exception {
        String name = invocation.onlyArgument("topology name");
        return invocation.nimbus(nimbus -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            int code = Cli.OK;
            try {
                GetInfoOptions lastOnly = new GetInfoOptions();
                lastOnly.set_num_err_choice(NumErrorsChoice.ONE);
                TopologyInfo info = nimbus.getTopologyInfoByNameWithOpts(name, lastOnly);
                Map<String, String> last = new TreeMap<>();
                info.get_errors().forEach((component, list) -> {
                    if (!list.isEmpty()) {
                        last.put(component, list.get(0).get_error());
                    }
                });
                answer.put("Topology Name", name);
                answer.put("Comp-Errors", last);
            } catch (NotAliveException e) {
                answer.put("Failure", "No topologies running with name " + name);
                code = Cli.FAILED;
            }
            invocation.out().println(PrettyJson.of(answer));
            return code;
        });
    }

    private static int monitor(Invocation invocation) throws Exception {
        String name = invocation.onlyArgument("topology name");
        String watch = invocation.option("watch", "emitted");
        if (!watch.equals("emitted") && !watch.equals("transferred")) {
            throw new UsageException("-w takes emitted or transferred, not '" + watch + "'");
        }
        Integer interval = invocation.number("interval", 1);
        return invocation.nimbus(nimbus -> {
            String component = invocation.option("component");
            if (component == null) {
                return components(invocation, nimbus, name);
            }
            Monitor monitor = new Monitor(nimbus, name, component, invocation.option("stream", "default"), watch);
            if (!invocation.json()) {
                invocation.out().println("topology\tcomponent\tparallelism\tstream\ttime-diff ms\t" + watch + "\tthroughput (Kt/s)");
            }
            WorkerEndNotes ends = new WorkerEndNotes(nimbus, List.of(nimbus.getTopologySummaryByName(name).get_id()));
            while (!Thread.currentThread().isInterrupted()) {
                Reading reading = monitor.read(System::nanoTime);
                invocation.out().println(invocation.json() ? JSONValue.toJSONString(monitor.json(reading)) : monitor.line(reading));
                // Not among the lines that scripts read.
                ends.fresh().forEach(invocation.err()::println);
                TimeUnit.SECONDS.sleep(interval == null ? 4 : interval);
            }
            return Cli.OK;
        });
    }

    private static int components(Invocation invocation, Nimbus.Iface nimbus, String name) throws TException {
        TreeSet<String> ids = new TreeSet<>();
        nimbus.getTopologyInfoByName(name).get_executors().forEach(e -> ids.add(e.get_component_id()));
        ids.removeIf(id -> id.startsWith("__"));
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(ids));
            return Cli.OK;
        }
        invocation.out().println("Available components for " + name + ":");
        invocation.out().println("------------------");
        ids.forEach(invocation.out()::println);
        invocation.out().println("------------------");
        invocation.out().println("Name one with -m.");
        return Cli.OK;
    }

    /**
     * What happened between two looks.
     *
     * @param millis 0 at the first look
     */
    record Reading(int executors, long millis, long difference) {
        double perMillisecond() {
            return millis == 0 ? 0 : (double) difference / millis;
        }
    }

    /** Remembers the last count, so that the next line can tell the speed. One thread. */
    static final class Monitor {
        private final Nimbus.Iface nimbus;
        private final String topology;
        private final String component;
        private final String stream;
        private final String watch;
        private long lastCount;
        private long lastNanos;
        private boolean first = true;

        Monitor(Nimbus.Iface nimbus, String topology, String component, String stream, String watch) {
            this.nimbus = nimbus;
            this.topology = topology;
            this.component = component;
            this.stream = stream;
            this.watch = watch;
        }

        String line(Reading reading) {
            return String.join("\t", topology, component, Integer.toString(reading.executors()), stream, Long.toString(reading.millis()),
                    Long.toString(reading.difference()), String.format("%.3f", reading.perMillisecond()));
        }

        Map<String, Object> json(Reading reading) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("topology", topology);
            json.put("component", component);
            json.put("executors", reading.executors());
            json.put("stream", stream);
            json.put("millis", reading.millis());
            json.put(watch, reading.difference());
            json.put("perSecond", reading.perMillisecond() * 1000);
            return json;
        }

        Reading read(LongSupplier nanoTime) throws TException {
            List<ExecutorSummary> executors = nimbus.getTopologyInfoByName(topology).get_executors().stream()
                    .filter(e -> e.get_component_id().equals(component)).toList();
            if (executors.isEmpty()) {
                throw new CommandFailure("topology " + topology + " has no component " + component + " (storm monitor " + topology + " lists them)");
            }
            long count = executors.stream().mapToLong(this::count).sum();
            long now = nanoTime.getAsLong();
            long millis = first ? 0 : TimeUnit.NANOSECONDS.toMillis(now - lastNanos);
            // A restarted worker counts from zero: less than before is no negative speed.
            long difference = first ? 0 : Math.max(0, count - lastCount);
            first = false;
            lastCount = count;
            lastNanos = now;
            return new Reading(executors.size(), millis, difference);
        }

        private long count(ExecutorSummary executor) {
            if (!executor.is_set_stats()) {
                return 0;
            }
            Map<String, Map<String, Long>> counts = watch.equals("emitted") ? executor.get_stats().get_emitted()
                    : executor.get_stats().get_transferred();
            return counts.getOrDefault(ALL_TIME, Map.of()).getOrDefault(stream, 0L);
        }
    }
}
