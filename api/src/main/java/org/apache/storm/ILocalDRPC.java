// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import org.apache.storm.daemon.Shutdownable;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.generated.DistributedRPCInvocations;

/** A DRPC server inside this JVM, both sides of it: what clients call and what topologies fetch from. */
public interface ILocalDRPC extends DistributedRPC.Iface, DistributedRPCInvocations.Iface, Shutdownable, AutoCloseable {

    /** The name under which {@link org.apache.storm.utils.ServiceRegistry} knows this server. */
    String getServiceId();

    /** Same as {@link #close()}. */
    @Override
    @Deprecated
    void shutdown();
}
