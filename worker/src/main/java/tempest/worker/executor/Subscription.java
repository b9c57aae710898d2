// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import org.apache.storm.generated.Grouping;

/**
 * A subscriber of a stream and its grouping.
 *
 * @param tasks the subscriber's tasks, sorted, not empty
 */
public record Subscription(String subscriber, Grouping grouping, List<Integer> tasks) { }
