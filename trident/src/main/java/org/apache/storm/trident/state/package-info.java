// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What a Trident topology remembers from batch to batch. */
package org.apache.storm.trident.state;
