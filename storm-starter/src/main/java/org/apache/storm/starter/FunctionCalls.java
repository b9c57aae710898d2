// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.List;
import java.util.Map;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;

/** What the DRPC examples do after they submitted themselves: they call their function, as any client would. */
final class FunctionCalls {
    private FunctionCalls() {
    }

    /** Calls {@code function} once with each of the arguments and prints the results. A call waits until the topology runs. */
    static void print(Map<String, Object> conf, String function, List<String> arguments) throws TException {
        Map<String, Object> whole = Utils.readStormConfig();
        whole.putAll(conf);
        try (DRPCClient client = DRPCClient.getConfiguredClient(whole)) {
            for (String each : arguments) {
                System.out.println(function + "(" + each + ") = " + client.execute(function, each));
            }
        }
    }
}
