// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What Nimbus keeps on its disk for others: blobs with their access lists, and the folder of uploaded jars. */
package tempest.nimbus.blobs;
