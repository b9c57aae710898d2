// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** State of bolts in RocksDB: larger than memory, with snapshots in a folder that outlives the worker. */
package tempest.state.rocksdb;
