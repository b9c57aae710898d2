// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import tempest.worker.tuple.StreamSource;

/** One of a component's streams, with its subscribers. */
public record StreamPlan(StreamSource source, boolean direct, List<Subscription> subscriptions) { }
