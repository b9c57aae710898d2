// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.util.Optional;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.thrift.TServiceClient;
import tempest.rpc.TempestNimbus;

/** What only Tempest's Nimbus is asked, over a connection that is there. Stateless. */
public final class TempestCalls {
    private TempestCalls() {}

    /** Empty if the configured way to Nimbus is no Thrift connection. A Nimbus of Apache Storm's answers that it does not know the question. */
    public static Optional<TempestNimbus.Iface> over(Nimbus.Iface nimbus) {
        return nimbus instanceof TServiceClient client ? Optional.of(new TempestNimbus.Client(client.getInputProtocol(), client.getOutputProtocol())) : Optional.empty();
    }
}
