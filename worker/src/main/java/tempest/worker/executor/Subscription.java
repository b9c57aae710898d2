// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import org.apache.storm.generated.Grouping;

/**
 * Who gets the tuples of a stream, and how.
 *
 * @param tasks the subscriber's tasks, sorted, not empty
 */
public record Subscription(String subscriber, Grouping grouping, List<Integer> tasks) { }
