// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What Nimbus keeps on its disk for others: blobs with their access lists, uploads that are under way, and the inbox. */
package tempest.nimbus.blobs;
