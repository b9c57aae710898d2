// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

/** An {@code int} that can be changed in place. Not safe for several threads. */
public class MutableInt {
    private int value;

    public MutableInt(int val) {
        this.value = val;
    }

    public void set(int val) {
        this.value = val;
    }

    public int get() {
        return value;
    }

    /** Adds one and returns the result. */
    public int increment() {
        return increment(1);
    }

    /** Adds {@code amt} and returns the result. */
    public int increment(int amt) {
        value += amt;
        return value;
    }
}
