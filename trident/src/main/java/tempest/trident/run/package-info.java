// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Runs batches: the coordinator, what each task does of a batch, transaction state in ZooKeeper, and the adapters of spouts. */
package tempest.trident.run;
