// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What travels between tasks: a tuple, and what all tuples of one stream have in common. */
package tempest.worker.tuple;
