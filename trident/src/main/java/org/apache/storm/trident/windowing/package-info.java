// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Windows over the tuples of many batches, and where they are kept. */
package org.apache.storm.trident.windowing;
