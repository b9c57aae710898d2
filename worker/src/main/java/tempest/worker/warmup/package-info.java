// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A short run of a whole worker, from which the JVM creates an archive of classes so that real workers start faster. */
package tempest.worker.warmup;
