// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.List;
import java.util.function.Consumer;
import org.apache.storm.metric.api.IMetricsRegistrant;
import org.apache.storm.metrics2.StormMetricRegistry;
import tempest.cluster.Clock;
import tempest.worker.executor.ErrorSink;
import tempest.worker.link.CongestionListener;
import tempest.worker.link.RemoteTransport;
import tempest.worker.system.DeadLetterStore;

/**
 * The services that an engine uses.
 *
 * @param links creates links to other workers; null if the topology has only this one
 * @param congestion notified when tasks of this worker cannot accept more from other workers
 * @param onDeath receives, once, the first failure of user code that ends the worker
 * @param registrants register metrics of the worker
 * @param deadLetters keeps the topology's dead letters, if the task that stores them is here
 */
public record EngineServices(Clock clock, RemoteTransport links, CongestionListener congestion, ErrorSink errors, Consumer<Throwable> onDeath,
                             StormMetricRegistry registry, List<IMetricsRegistrant> registrants, DeadLetterStore deadLetters) { }
