// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Trident: streams of micro-batches that update state exactly once. */
package org.apache.storm.trident;
