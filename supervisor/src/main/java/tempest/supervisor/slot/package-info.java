// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** A supervisor's slots: what should run on each port, what does, and the one state machine that brings the second to the first. */
package tempest.supervisor.slot;
