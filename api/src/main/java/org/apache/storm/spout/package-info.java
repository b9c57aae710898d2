// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Spouts, their output collector, and the schemes that turn bytes into tuples. */
package org.apache.storm.spout;
