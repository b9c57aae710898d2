// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.windowing;

import java.io.Serializable;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/**
 * How long windows are, and how often there is one.
 *
 * @param <L> the kind of length: a count or a duration
 * @param <I> the kind of interval
 */
public interface Window<L, I> extends Serializable {
    L getWindowLength();

    I getSlidingInterval();

    /** The field with a tuple's time, in milliseconds; null for the time at which it comes. */
    String getTimestampField();

    /** The stream for tuples that come too late; null to drop them. */
    String getLateTupleStream();

    /** How late tuples may come. */
    Duration getLag();
}
