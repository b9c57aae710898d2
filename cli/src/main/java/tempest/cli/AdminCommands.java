// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.thrift.TException;
import org.apache.zookeeper.ZooKeeperMain;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.NearestName;
import tempest.cluster.BlobKeys;
import tempest.cluster.ClusterState;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;

/** `storm admin`: looking into the cluster's state and mending it. */
final class AdminCommands {
    static final List<Command> COMMANDS = List.of(
            Command.of("admin", "print_topo|print_super|creds|zk_cli|remove_corrupt_topologies [ID]", """
                    Looks into the cluster's state:
                        print_topo TOPOLOGY          the topology's structure as JSON (by id or name)
                        print_super SUPERVISOR-ID    a supervisor as JSON
                        creds TOPOLOGY-ID            the topology's credentials
                        zk_cli [-s HOST:PORT] [-w]   a shell on the cluster's ZooKeeper
                        remove_corrupt_topologies    removes topologies whose code is lost""", List.of(
                    option("s", "server", "HOST:PORT", "zk_cli: this server instead of the configured ones"),
                    option("t", "time-out", "MILLIS", "zk_cli: session time-out"),
                    option("w", "write", null, "zk_cli: accepted for compatibility; writing is always possible")), AdminCommands::run));

    private AdminCommands() {}

    private interface Action {
        int run(Invocation invocation, List<String> arguments) throws Exception;
    }

    private static final Map<String, Action> ACTIONS = Map.of("print_topo", AdminCommands::printTopology,
            "print_super", AdminCommands::printSupervisor, "creds", AdminCommands::credentials, "zk_cli", AdminCommands::zooKeeperShell,
            "remove_corrupt_topologies", AdminCommands::removeCorrupt);

    private static int run(Invocation invocation) throws Exception {
        List<String> words = invocation.arguments();
        if (words.isEmpty()) {
            throw new UsageException("what to do is missing");
        }
        Action action = ACTIONS.get(words.get(0));
        if (action == null) {
            throw new UsageException("there is no admin " + words.get(0)
                    + NearestName.of(words.get(0), ACTIONS.keySet()).map(n -> "; did you mean " + n + "?").orElse(""));
        }
        return action.run(invocation, words.subList(1, words.size()));
    }

    private static String one(List<String> arguments, String what) {
        if (arguments.size() != 1) {
            throw new UsageException("takes one " + what + ", got " + arguments.size());
        }
        return arguments.get(0);
    }

    private static int printTopology(Invocation invocation, List<String> arguments) throws Exception {
        String asked = one(arguments, "TOPOLOGY");
        return invocation.nimbus(nimbus -> {
            Optional<String> named = nimbus.getTopologySummaries().stream().filter(t -> t.get_name().equals(asked)).map(t -> t.get_id()).findFirst();
            invocation.out().println(PrettyJson.of(ThriftJson.of(nimbus.getUserTopology(named.orElse(asked)))));
            return Cli.OK;
        });
    }

    private static int printSupervisor(Invocation invocation, List<String> arguments) throws Exception {
        String id = one(arguments, "SUPERVISOR-ID");
        return invocation.nimbus(nimbus -> {
            SupervisorPageInfo page = nimbus.getSupervisorPageInfo(id, null, true);
            if (page.get_supervisor_summaries_size() == 0) {
                throw new CommandFailure("there is no supervisor " + id + "; there are " + nimbus.getClusterInfo().get_supervisors().stream()
                        .map(SupervisorSummary::get_supervisor_id).sorted().toList());
            }
            invocation.out().println(PrettyJson.of(ThriftJson.of(page)));
            return Cli.OK;
        });
    }

    private static int credentials(Invocation invocation, List<String> arguments) throws Exception {
        String id = one(arguments, "TOPOLOGY-ID");
        try (ClusterState state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(invocation.conf()))) {
            Credentials credentials = state.credentials().get(id)
                    .orElseThrow(() -> new CommandFailure("there are no credentials for " + id + " (storm list shows topology ids)"));
            new TreeMap<>(credentials.get_creds()).forEach((key, value) -> invocation.out().println(key + ": " + value));
            return Cli.OK;
        }
    }

    private static int zooKeeperShell(Invocation invocation, List<String> arguments) throws Exception {
        ZooKeeperConfig config = ZooKeeperConfig.of(invocation.conf());
        Integer timeout = invocation.number("time-out", 1);
        String server = invocation.option("server");
        List<String> words = new ArrayList<>(List.of("-server", server == null ? config.connect() : server,
                "-timeout", Integer.toString(timeout == null ? config.sessionMs() : timeout)));
        words.addAll(arguments);
        ZooKeeperMain.main(words.toArray(String[]::new));
        return Cli.OK;
    }

    private static int removeCorrupt(Invocation invocation, List<String> arguments) throws Exception {
        if (!arguments.isEmpty()) {
            throw new UsageException("remove_corrupt_topologies takes no arguments");
        }
        try (ClusterState state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(invocation.conf()))) {
            Set<String> corrupt = invocation.nimbus(nimbus -> withoutCode(nimbus, state.topologies().keys()));
            for (String id : corrupt) {
                state.removeTopology(id);
                invocation.out().println("Removed " + id + ": its code is lost");
            }
            if (corrupt.isEmpty()) {
                invocation.out().println("No corrupt topologies.");
            }
            return Cli.OK;
        }
    }

    private static Set<String> withoutCode(Nimbus.Iface nimbus, Iterable<String> ids) throws TException {
        Set<String> corrupt = new TreeSet<>();
        for (String id : ids) {
            if (!nimbus.isRemoteBlobExists(BlobKeys.code(id)) || !nimbus.isRemoteBlobExists(BlobKeys.conf(id))) {
                corrupt.add(id);
            }
        }
        return corrupt;
    }
}
