// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** How the Redis bolts and states reach a server or a cluster: connections, bounded attempts, and whole batches in one round trip. */
package tempest.redis;
