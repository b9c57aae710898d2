// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** `storm dev`: a cluster of real processes under one folder, watched and cleaned up by one command. */
package tempest.cli.dev;
