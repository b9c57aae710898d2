// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A whole cluster in one JVM: ZooKeeper, Nimbus, supervisors, and workers as threads. */
package tempest.local;
