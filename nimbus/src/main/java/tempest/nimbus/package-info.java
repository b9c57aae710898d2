// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The master of a cluster: accepts topologies, decides where they run, watches over them and tells about them. */
package tempest.nimbus;
