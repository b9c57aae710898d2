// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Bolts that the examples share. */
package org.apache.storm.starter.bolt;
