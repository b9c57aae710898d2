// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Decides who runs where, as functions of the cluster that a scheduler is shown. */
package tempest.nimbus.scheduling;
