// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** From the operations a user declared to components: what is fused, what is sent where, how many tasks. */
package tempest.trident.plan;
