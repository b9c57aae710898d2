// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** `storm chaos`: a cluster of processes, a load whose every tuple is accounted for, and faults. */
package tempest.cli.chaos;
