// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Approximate answers about many values in little memory, which can be merged: for windows, streams and Trident. */
package tempest.api.sketch;
