// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

/** Lets a browser read the logs of this computer's workers and daemons. */
package tempest.logviewer;
