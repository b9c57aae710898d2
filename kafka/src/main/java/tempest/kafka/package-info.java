// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Kafka as the source and the sink of exactly-once topologies. */
package tempest.kafka;
