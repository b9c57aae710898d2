// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.List;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.windowing.TupleWindow;

/** A window whose tuples are in lists. */
record CollectedWindow(List<Tuple> get, List<Tuple> getNew, List<Tuple> getExpired, Long getStartTimestamp, Long getEndTimestamp)
    implements TupleWindow {
}
