// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** How long a DRPC call takes there and back. */
package benchmarks.drpc;
