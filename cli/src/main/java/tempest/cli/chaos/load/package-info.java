// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The topology that `storm chaos` submits: user code, which runs in workers and knows no class of the engine. */
package tempest.cli.chaos.load;
