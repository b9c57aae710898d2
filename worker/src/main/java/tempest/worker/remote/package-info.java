// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Connects the engine's interface for other workers to serialization and transport. */
package tempest.worker.remote;
