// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.utils.DRPCClient;
import tempest.cli.launch.CommandFailure;

/** Calls functions that topologies serve. */
final class DrpcCommands {
    /** A person waits: a server that does not answer is tried once more, not for a minute. */
    private static final int RETRIES = 1;

    static final List<Command> COMMANDS = List.of(
            Command.of("drpc-client", "FUNCTION ARGUMENT [FUNCTION ARGUMENT ...] | -f FUNCTION ARGUMENT...",
                    "Calls functions that topologies serve through the DRPC servers (drpc.servers) and prints each result on a line.", List.of(
                            option("f", "function", "FUNCTION", "call this function, once with each of the arguments")),
                    DrpcCommands::run));

    private DrpcCommands() {}

    private record Call(String function, String arguments) {}

    private static int run(Invocation invocation) throws Exception {
        List<Call> calls = calls(invocation.option("f"), invocation.arguments());
        Map<String, Object> conf = new HashMap<>(invocation.conf());
        conf.put(Config.STORM_NIMBUS_RETRY_TIMES, RETRIES);
        try (DRPCClient client = connect(conf)) {
            for (Call call : calls) {
                invocation.out().println(execute(client, call));
            }
        }
        return Cli.OK;
    }

    private static DRPCClient connect(Map<String, Object> conf) throws TTransportException {
        try {
            return DRPCClient.getConfiguredClient(conf);
        } catch (RuntimeException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private static List<Call> calls(String function, List<String> words) {
        if (words.isEmpty()) {
            throw new UsageException(function == null ? "names no function to call" : "arguments for " + function + " are missing");
        }
        List<Call> calls = new ArrayList<>();
        if (function != null) {
            words.forEach(word -> calls.add(new Call(function, word)));
            return calls;
        }
        if (words.size() % 2 != 0) {
            throw new UsageException("takes pairs of a function and its argument, and " + words.get(words.size() - 1) + " has no argument");
        }
        for (int i = 0; i < words.size(); i += 2) {
            calls.add(new Call(words.get(i), words.get(i + 1)));
        }
        return calls;
    }

    private static String execute(DRPCClient client, Call call) throws Exception {
        try {
            return client.execute(call.function(), call.arguments());
        } catch (DRPCExecutionException e) {
            throw new CommandFailure("the call of " + call.function() + " failed: " + e.get_msg());
        } catch (TTransportException e) {
            throw new CommandFailure("the connection to the DRPC server " + client.getHost() + ":" + client.getPort()
                + " broke before " + call.function() + " was answered" + (e.getMessage() == null ? "" : ": " + e.getMessage()));
        }
    }
}
