// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** From a spout's tuples to the values of a stream. */
package org.apache.storm.streams.operations.mappers;
