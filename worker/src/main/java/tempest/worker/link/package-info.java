// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The interface between the engine and what carries batches to and from other workers. */
package tempest.worker.link;
