// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Spouts that the examples share. */
package org.apache.storm.starter.spout;
