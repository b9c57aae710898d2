// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Bolts that process batches of tuples. */
package org.apache.storm.coordination;
