// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A short run of a whole worker, from which the JVM makes an archive of classes so that real workers start several times faster. */
package tempest.worker.warmup;
