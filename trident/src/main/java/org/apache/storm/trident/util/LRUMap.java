// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.util;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps the entries used last. One thread. */
public class LRUMap<A, B> extends LinkedHashMap<A, B> {
    private static final long serialVersionUID = 1L;

    private final int maxSize;

    public LRUMap(int maxSize) {
        super(16, 0.75f, true);
        this.maxSize = maxSize;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<A, B> eldest) {
        return size() > maxSize;
    }
}
