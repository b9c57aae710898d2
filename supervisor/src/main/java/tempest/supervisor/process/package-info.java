// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Workers as processes: their command line, their folder, their life and death, and taking over those of an earlier supervisor. */
package tempest.supervisor.process;
