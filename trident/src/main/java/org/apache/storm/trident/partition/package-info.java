// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** How tuples of a batch are dealt out to the partitions of what comes next, for those who name it in their own groupings. */
package org.apache.storm.trident.partition;
