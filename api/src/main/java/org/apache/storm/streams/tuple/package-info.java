// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Typed tuples of three to ten values. */
package org.apache.storm.streams.tuple;
