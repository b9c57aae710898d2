// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Joins by key of streams and tables, as functions of what comes and of the watermark. */
package tempest.operators.join;
