// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Patterns of events by key, as functions of what comes and of the watermark. */
package tempest.operators.pattern;
