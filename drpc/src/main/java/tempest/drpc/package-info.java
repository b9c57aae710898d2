// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Distributed RPC: callers wait here while a topology fetches their requests and answers them. */
package tempest.drpc;
