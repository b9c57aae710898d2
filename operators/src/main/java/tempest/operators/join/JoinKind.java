// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

/** Which values give a result without a partner. */
public enum JoinKind {
    /** None. */
    INNER,
    /** Those of the left side. */
    LEFT,
    /** Those of both sides. */
    FULL
}
