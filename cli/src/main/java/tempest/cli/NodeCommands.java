// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TException;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.DaemonJvm;

/** Commands about one machine of the cluster, and about the heartbeats its workers send. */
final class NodeCommands {
    private static final String ROOT = "workerbeats";

    static final List<Command> COMMANDS = List.of(
            Command.of("kill_workers", "", "Kills all workers of the supervisor on this machine.", List.of(), invocation ->
                    supervisorTool(invocation, "tempest.supervisor.KillWorkersMain")),
            Command.of("node-health-check", "", "Runs the health check scripts of this machine.", List.of(), invocation ->
                    supervisorTool(invocation, "tempest.supervisor.HealthCheckMain")),
            Command.of("heartbeats", "list|get PATH", """
                    Shows what Nimbus knows from the workers' heartbeats:
                        list /workerbeats                    the topologies
                        list /workerbeats/TOPOLOGY-ID        their workers, as host-port
                        get /workerbeats/TOPOLOGY-ID/WORKER  one worker's executors as JSON""", List.of(Command.json()), NodeCommands::heartbeats));

    private NodeCommands() {}

    private static int supervisorTool(Invocation invocation, String mainClass) throws Exception {
        invocation.noArguments();
        ConfigOverrides overrides = invocation.overrides();
        DaemonJvm jvm = new DaemonJvm(invocation.installation(), invocation.conf(), overrides.asStormOptions(), overrides.file());
        return invocation.launch(jvm.command(invocation.command().name(), mainClass, List.of(), List.of()));
    }

    private static int heartbeats(Invocation invocation) throws Exception {
        List<String> words = invocation.arguments();
        if (words.size() != 2 || !words.get(0).matches("list|get")) {
            throw new UsageException("takes list PATH or get PATH");
        }
        List<String> path = Arrays.stream(words.get(1).split("/")).filter(p -> !p.isEmpty()).toList();
        if (!path.isEmpty() && !path.get(0).equals(ROOT)) {
            throw new CommandFailure("there is no path " + words.get(1) + "; all heartbeats are under /" + ROOT);
        }
        return invocation.nimbus(nimbus -> {
            if (words.get(0).equals("list")) {
                List<String> found = list(nimbus, path);
                if (invocation.json()) {
                    invocation.out().println(PrettyJson.of(found));
                } else {
                    found.forEach(invocation.out()::println);
                }
            } else if (path.size() == 3) {
                invocation.out().println(PrettyJson.of(worker(nimbus, path.get(1), path.get(2))));
            } else {
                throw new UsageException("get takes /" + ROOT + "/TOPOLOGY-ID/HOST-PORT");
            }
            return Cli.OK;
        });
    }

    private static List<String> list(Nimbus.Iface nimbus, List<String> path) throws TException {
        return switch (path.size()) {
            case 0 -> List.of(ROOT);
            case 1 -> nimbus.getTopologySummaries().stream().map(TopologySummary::get_id).sorted().toList();
            case 2 -> nimbus.getTopologyInfo(path.get(1)).get_executors().stream().map(NodeCommands::worker).distinct().sorted().toList();
            default -> List.of();
        };
    }

    private static String worker(ExecutorSummary executor) {
        return executor.get_host() + "-" + executor.get_port();
    }

    private static Map<String, Object> worker(Nimbus.Iface nimbus, String topology, String worker) throws TException {
        TopologyInfo info = nimbus.getTopologyInfo(topology);
        List<ExecutorSummary> executors = info.get_executors().stream().filter(e -> worker(e).equals(worker)).toList();
        if (executors.isEmpty()) {
            throw new CommandFailure("topology " + topology + " has no worker " + worker);
        }
        Map<String, Object> beat = new LinkedHashMap<>();
        beat.put("storm-id", topology);
        beat.put("host", executors.get(0).get_host());
        beat.put("port", executors.get(0).get_port());
        Map<String, Object> perExecutor = new TreeMap<>();
        for (ExecutorSummary executor : executors) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("component", executor.get_component_id());
            one.put("uptime-secs", executor.get_uptime_secs());
            if (executor.is_set_stats()) {
                one.put("emitted", executor.get_stats().get_emitted());
                one.put("transferred", executor.get_stats().get_transferred());
            }
            perExecutor.put("[" + executor.get_executor_info().get_task_start() + " " + executor.get_executor_info().get_task_end() + "]", one);
        }
        beat.put("executor-stats", perExecutor);
        return beat;
    }
}
