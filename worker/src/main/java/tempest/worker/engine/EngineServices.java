// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.function.Consumer;
import org.apache.storm.metrics2.StormMetricRegistry;
import tempest.cluster.Clock;
import tempest.worker.executor.ErrorSink;
import tempest.worker.link.CongestionListener;
import tempest.worker.link.RemoteTransport;

/**
 * What an engine uses of the world.
 *
 * @param links ways to other workers, or null if the topology has this one only
 * @param congestion told when tasks of this worker cannot take more from other workers
 * @param onDeath told once, of the first failure of user code that the worker does not survive
 */
public record EngineServices(Clock clock, RemoteTransport links, CongestionListener congestion, ErrorSink errors, Consumer<Throwable> onDeath,
                             StormMetricRegistry registry) { }
