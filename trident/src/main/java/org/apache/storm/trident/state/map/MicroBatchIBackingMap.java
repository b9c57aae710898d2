// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Limits the number of keys of each call to a map. */
public class MicroBatchIBackingMap<T> implements IBackingMap<T> {
    IBackingMap<T> delegate;
    Options options;

    public MicroBatchIBackingMap(Options options, IBackingMap<T> delegate) {
        this.options = options;
        this.delegate = delegate;
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> values) {
        int step = step(options.maxMultiPutBatchSize, keys.size());
        for (int from = 0; from < keys.size(); from += step) {
            int to = Math.min(from + step, keys.size());
            delegate.multiPut(keys.subList(from, to), values.subList(from, to));
        }
    }

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        int step = step(options.maxMultiGetBatchSize, keys.size());
        List<T> all = new ArrayList<>(keys.size());
        for (int from = 0; from < keys.size(); from += step) {
            all.addAll(delegate.multiGet(keys.subList(from, Math.min(from + step, keys.size()))));
        }
        return all;
    }

    private static int step(int limit, int size) {
        return limit > 0 ? limit : Math.max(1, size);
    }

    /** The limits; 0 for none. */
    public static class Options implements Serializable {
        private static final long serialVersionUID = 1L;

        public int maxMultiGetBatchSize = 0;
        public int maxMultiPutBatchSize = 0;
    }
}
