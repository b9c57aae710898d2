// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

/** Names one try of one batch. */
public interface IBatchID {
    /** The batch; the same in every try. */
    Object getId();

    /** The try, counted upwards. */
    int getAttemptId();
}
