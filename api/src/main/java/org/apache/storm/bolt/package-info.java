// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Ready-made bolts. */
package org.apache.storm.bolt;
