// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign;

import java.util.Arrays;
import java.util.Map;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;

/** Calls a function through Apache Storm's own {@code DRPCClient}. Arguments: the function, then what to call it with; a line each is printed. */
public final class ForeignCaller {
    private ForeignCaller() {
    }

    public static void main(String[] args) throws Exception {
        Map<String, Object> conf = Utils.readStormConfig();
        try (DRPCClient client = DRPCClient.getConfiguredClient(conf)) {
            for (String each : Arrays.copyOfRange(args, 1, args.length)) {
                try {
                    System.out.println(client.execute(args[0], each));
                } catch (DRPCExecutionException e) {
                    System.out.println("failed " + e.get_type() + ": " + e.get_msg());
                }
            }
        }
    }
}
