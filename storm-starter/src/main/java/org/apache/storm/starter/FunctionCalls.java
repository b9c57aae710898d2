// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;

/**
 * What the DRPC examples do after they submitted themselves: they call their function, as any client would, but wait for the topology to come
 * up. Runs on the example's main thread.
 */
public final class FunctionCalls {
    /** A server gives up on a function that nobody serves after half a minute; the workers of a busy or slow machine may need longer to start. */
    static final Duration START_UP = Duration.ofMinutes(3);

    private FunctionCalls() {
    }

    /** Calls {@code function} once with each of the arguments and prints the results. The first call waits until the topology runs. */
    static void print(Map<String, Object> conf, String function, List<String> arguments) throws TException {
        print(conf, function, arguments, Duration.ZERO);
    }

    /** The same, with a pause after each call. */
    public static void print(Map<String, Object> conf, String function, List<String> arguments, Duration pause) throws TException {
        Map<String, Object> whole = Utils.readStormConfig();
        whole.putAll(conf);
        try (DRPCClient client = DRPCClient.getConfiguredClient(whole)) {
            for (String each : arguments) {
                System.out.println(function + "(" + each + ") = " + answer(client, function, each, System::nanoTime));
                Utils.sleep(pause.toMillis());
            }
        }
    }

    /** Repeats a call that the server gave up on, for {@link #START_UP} at most: a topology that was just submitted may not run yet. */
    static String answer(DistributedRPC.Iface server, String function, String argument, LongSupplier nanos) throws TException {
        long start = nanos.getAsLong();
        while (true) {
            try {
                return server.execute(function, argument);
            } catch (DRPCExecutionException e) {
                if (e.get_type() != DRPCExceptionType.SERVER_TIMEOUT || nanos.getAsLong() - start >= START_UP.toNanos()) {
                    throw e;
                }
            }
        }
    }
}
