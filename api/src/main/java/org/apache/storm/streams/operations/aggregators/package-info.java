// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Aggregators that come with streams. */
package org.apache.storm.streams.operations.aggregators;
