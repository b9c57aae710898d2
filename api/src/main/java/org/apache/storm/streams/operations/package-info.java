// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What a user writes to be run on the values of a stream. All of it is serialized with the topology. */
package org.apache.storm.streams.operations;
