// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A worker: the whole of it, as a process or within another JVM. */
package tempest.worker;
