// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Snapshots of a task's state in a folder that outlives its worker: written, checked and found again, whatever kept the state. */
package tempest.state.snapshot;
