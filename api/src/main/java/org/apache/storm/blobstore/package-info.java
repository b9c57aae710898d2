// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Blobs: large named values that clients store in the cluster and topologies find on every node. */
package org.apache.storm.blobstore;
