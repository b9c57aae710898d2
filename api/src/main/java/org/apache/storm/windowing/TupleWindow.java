// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.windowing;

import org.apache.storm.tuple.Tuple;

/** Tuples that are processed together. */
public interface TupleWindow extends Window<Tuple> {
}
