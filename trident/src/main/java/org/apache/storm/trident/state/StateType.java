// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

/** How a state treats a transaction that is tried again. */
public enum StateType {
    /** Adds it once more. */
    NON_TRANSACTIONAL,
    /** Skips what it already has; exact if the transaction's contents are the same. */
    TRANSACTIONAL,
    /** Keeps the value before the last transaction and starts again from it; exact even if the contents differ. */
    OPAQUE
}
