// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

/** One partition of a partitioned source. */
public interface ISpoutPartition {
    /** A name that stays the same for as long as the partition exists: what is known of it is stored in ZooKeeper under this name. */
    String getId();
}
