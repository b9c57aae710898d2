// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

/** A {@code long} that can be changed in place. Not safe for several threads. */
public class MutableLong {
    private long value;

    public MutableLong(long val) {
        this.value = val;
    }

    public void set(long val) {
        this.value = val;
    }

    public long get() {
        return value;
    }

    /** Adds one and returns the result. */
    public long increment() {
        return increment(1);
    }

    /** Adds {@code amt} and returns the result. */
    public long increment(long amt) {
        value += amt;
        return value;
    }
}
