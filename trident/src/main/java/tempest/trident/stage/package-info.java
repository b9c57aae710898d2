// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What one component does with the rows of a batch: operations linked by direct calls, as the planner fused them. */
package tempest.trident.stage;
