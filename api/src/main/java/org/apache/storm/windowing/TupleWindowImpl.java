// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.windowing;

import java.util.List;
import org.apache.storm.tuple.Tuple;

/**
 * A window whose tuples are in lists: what a windowed bolt gets, and what a test of such a bolt makes. It keeps the lists that it is given and
 * changes none of them. Equal are windows with equal lists, whenever they were.
 */
public class TupleWindowImpl implements TupleWindow {
    private final List<Tuple> tuples;
    private final List<Tuple> newTuples;
    private final List<Tuple> expiredTuples;
    private final Long startTimestamp;
    private final Long endTimestamp;

    /** A window of no particular time. */
    public TupleWindowImpl(List<Tuple> tuples, List<Tuple> newTuples, List<Tuple> expiredTuples) {
        this(tuples, newTuples, expiredTuples, null, null);
    }

    /**
     * @param startTimestamp milliseconds since the epoch, exclusive; may be null
     * @param endTimestamp milliseconds since the epoch, inclusive; may be null
     */
    public TupleWindowImpl(List<Tuple> tuples, List<Tuple> newTuples, List<Tuple> expiredTuples, Long startTimestamp, Long endTimestamp) {
        this.tuples = tuples;
        this.newTuples = newTuples;
        this.expiredTuples = expiredTuples;
        this.startTimestamp = startTimestamp;
        this.endTimestamp = endTimestamp;
    }

    @Override
    public List<Tuple> get() {
        return tuples;
    }

    @Override
    public List<Tuple> getNew() {
        return newTuples;
    }

    @Override
    public List<Tuple> getExpired() {
        return expiredTuples;
    }

    @Override
    public Long getStartTimestamp() {
        return startTimestamp;
    }

    @Override
    public Long getEndTimestamp() {
        return endTimestamp;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TupleWindowImpl that && tuples.equals(that.tuples) && newTuples.equals(that.newTuples)
            && expiredTuples.equals(that.expiredTuples);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * tuples.hashCode() + newTuples.hashCode()) + expiredTuples.hashCode();
    }

    @Override
    public String toString() {
        return "TupleWindowImpl{tuples=" + tuples + ", newTuples=" + newTuples + ", expiredTuples=" + expiredTuples + "}";
    }
}
