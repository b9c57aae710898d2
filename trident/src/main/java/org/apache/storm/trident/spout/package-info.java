// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Where the batches of a Trident topology come from. */
package org.apache.storm.trident.spout;
