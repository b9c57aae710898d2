// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Windows over the tuples of many batches, exact through replays. */
package tempest.trident.window;
