// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The bounded inbox of an executor, which carries whole batches. */
package tempest.worker.queue;
