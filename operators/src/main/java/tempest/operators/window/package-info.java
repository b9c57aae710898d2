// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Keyed windows as functions of state, input and time: which there are, when they are complete, and what is kept of them. */
package tempest.operators.window;
