// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.shade.net.minidev.json.JSONObject;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;
import org.apache.storm.thrift.TException;
import tempest.cli.client.FailureLine;

/** Commands on the life of a topology. */
final class TopologyCommands {
    private static final List<String> COLUMNS = List.of("Topology_name", "Status", "Num_tasks", "Num_workers", "Uptime_secs", "Topology_Id", "Owner");
    private static final List<Integer> WIDTHS = List.of(20, 10, 10, 12, 12, 20, 20);

    static final List<Command> COMMANDS = List.of(
            Command.of("list", "", "Lists the running topologies.", List.of(Command.json()), TopologyCommands::list),
            Command.of("kill", "NAME...", "Kills topologies: spouts stop, then, after a while, the workers.", List.of(
                    option("w", "wait", "SECS", "seconds between stopping the spouts and the workers (default: the topology's message time-out)"),
                    option("i", "ignore-errors", null, "go on with the next name when one cannot be killed")), TopologyCommands::kill),
            Command.of("activate", "NAME", "Starts a deactivated topology's spouts again.", List.of(), invocation ->
                    onOne(invocation, "activated", (nimbus, name) -> nimbus.activate(name))),
            Command.of("deactivate", "NAME", "Stops a topology's spouts; workers stay.", List.of(), invocation ->
                    onOne(invocation, "deactivated", (nimbus, name) -> nimbus.deactivate(name))),
            Command.of("rebalance", "NAME", "Rebalances a topology, with other numbers of workers or executors if given.", List.of(
                    option("w", "wait-time-secs", "SECS", "seconds to pause the spouts before the change (default: the topology's message time-out)"),
                    option("n", "num-workers", "N", "new number of workers"),
                    option("e", "executor", "COMPONENT=N", "new number of executors of a component; may be repeated"),
                    option("r", "resources", "JSON", "new resources, such as {\"bolt\": {\"cpu.pcore.percent\": 20}}"),
                    option("t", "topology-conf", "JSON", "new configuration values of the topology")), TopologyCommands::rebalance));

    private TopologyCommands() {}

    private interface OnTopology {
        void apply(org.apache.storm.generated.Nimbus.Iface nimbus, String name) throws TException;
    }

    private static int onOne(Invocation invocation, String done, OnTopology work) throws Exception {
        String name = invocation.onlyArgument("topology name");
        return invocation.nimbus(nimbus -> {
            work.apply(nimbus, name);
            invocation.out().println("Topology " + name + " is " + done);
            return Cli.OK;
        });
    }

    private static int list(Invocation invocation) throws Exception {
        invocation.noArguments();
        Map<String, String> loops = new HashMap<>();
        List<TopologySummary> topologies = invocation.nimbus(nimbus -> {
            List<TopologySummary> all = nimbus.getTopologySummaries();
            if (!all.isEmpty()) {
                loops.putAll(WorkerEndNotes.loops(nimbus, all, System.currentTimeMillis()));
            }
            return all;
        }).stream().sorted(Comparator.comparing(TopologySummary::get_name)).toList();
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(topologies.stream().map(topology -> json(topology, loops.get(topology.get_name()))).toList()));
            return Cli.OK;
        }
        if (topologies.isEmpty()) {
            invocation.out().println("No topologies running.");
            return Cli.OK;
        }
        TextTable.of(COLUMNS, WIDTHS, topologies.stream().map(TopologyCommands::row).toList()).forEach(invocation.out()::println);
        topologies.stream().filter(t -> t.get_status().equals("UNAVAILABLE")).forEach(t -> invocation.out().println(invocation.style().bad(t.get_name()
                + " runs on where it runs, but Nimbus cannot move it: " + t.get_sched_status())));
        topologies.stream().filter(t -> loops.containsKey(t.get_name())).forEach(t -> invocation.out().println(invocation.style().bad(t.get_name()
                + " is RESTARTING: " + loops.get(t.get_name()))));
        return Cli.OK;
    }

    private static List<String> row(TopologySummary t) {
        return List.of(t.get_name(), t.get_status(), String.valueOf(t.get_num_tasks()), String.valueOf(t.get_num_workers()), String.valueOf(t.get_uptime_secs()),
                t.get_id(), owner(t));
    }

    private static String owner(TopologySummary topology) {
        return topology.is_set_owner() ? topology.get_owner() : "";
    }

    /** @param loop why it is restarting; null if it is not */
    private static Map<String, Object> json(TopologySummary topology, String loop) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", topology.get_name());
        json.put("id", topology.get_id());
        json.put("status", topology.get_status());
        json.put("tasks", topology.get_num_tasks());
        json.put("executors", topology.get_num_executors());
        json.put("workers", topology.get_num_workers());
        json.put("uptimeSeconds", topology.get_uptime_secs());
        json.put("owner", owner(topology));
        json.put("schedulerInfo", topology.get_sched_status());
        json.put("restarting", loop);
        return json;
    }

    private static int kill(Invocation invocation) throws Exception {
        if (invocation.arguments().isEmpty()) {
            throw new UsageException("topology name is missing");
        }
        KillOptions options = new KillOptions();
        Integer wait = invocation.number("wait", 0);
        if (wait != null) {
            options.set_wait_secs(wait);
        }
        return invocation.nimbus(nimbus -> {
            int code = Cli.OK;
            for (String name : invocation.arguments()) {
                try {
                    nimbus.killTopologyWithOpts(name, options);
                    invocation.out().println("Killed topology: " + name);
                } catch (TException e) {
                    if (!invocation.has("ignore-errors")) {
                        throw e;
                    }
                    invocation.err().println("storm kill: " + name + ": " + FailureLine.of(e));
                    code = Cli.FAILED;
                }
            }
            return code;
        });
    }

    private static int rebalance(Invocation invocation) throws Exception {
        String name = invocation.onlyArgument("topology name");
        RebalanceOptions options = new RebalanceOptions();
        Integer wait = invocation.number("wait-time-secs", 0);
        if (wait != null) {
            options.set_wait_secs(wait);
        }
        Integer workers = invocation.number("num-workers", 1);
        if (workers != null) {
            options.set_num_workers(workers);
        }
        if (invocation.has("executor")) {
            options.set_num_executors(executors(invocation.options("executor")));
        }
        if (invocation.has("resources")) {
            options.set_topology_resources_overrides(resources(invocation.option("resources")));
        }
        if (invocation.has("topology-conf")) {
            options.set_topology_conf_overrides(JSONValue.toJSONString(json("topology-conf", invocation.option("topology-conf"))));
        }
        return invocation.nimbus(nimbus -> {
            nimbus.rebalance(name, options);
            invocation.out().println("Topology " + name + " is rebalancing");
            return Cli.OK;
        });
    }

    private static Map<String, Integer> executors(List<String> settings) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.lastIndexOf('=');
            String number = setting.substring(equals + 1);
            if (equals < 1 || !number.matches("[1-9]\\d{0,8}")) {
                throw new UsageException("-e takes COMPONENT=N with a number of at least 1, not '" + setting + "'");
            }
            numbers.put(setting.substring(0, equals), Integer.valueOf(number));
        }
        return numbers;
    }

    private static Map<String, Map<String, Double>> resources(String text) {
        String shape = "--resources takes JSON such as {\"bolt\": {\"cpu.pcore.percent\": 20}}, not ";
        Map<String, Map<String, Double>> all = new HashMap<>();
        json("resources", text).forEach((component, values) -> {
            if (!(values instanceof Map<?, ?> map) || !map.values().stream().allMatch(v -> v instanceof Number)) {
                throw new UsageException(shape + text);
            }
            all.put(component, map.entrySet().stream()
                    .collect(Collectors.toMap(e -> e.getKey().toString(), e -> ((Number) e.getValue()).doubleValue())));
        });
        return all;
    }

    private static JSONObject json(String option, String text) {
        try {
            if (JSONValue.parseWithException(text) instanceof JSONObject object) {
                return object;
            }
        } catch (ParseException e) {
            throw new UsageException("--" + option + " takes JSON: " + e.getMessage().replaceAll("\\s+", " "));
        }
        throw new UsageException("--" + option + " takes a JSON object, not " + text);
    }
}
