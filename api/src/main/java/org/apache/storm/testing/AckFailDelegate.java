// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.io.Serializable;

/** Is told of every ack and fail that a {@link FeederSpout} gets. */
public interface AckFailDelegate extends Serializable {
    /** The tree of the message {@code id} was acked. */
    void ack(Object id);

    /** The tree of the message {@code id} failed or timed out. */
    void fail(Object id);
}
