// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Windows whose results are made of a key's panes, with one timer a key. Not for several threads. */
abstract sealed class PaneWindows<K, V, A, R> extends KeyedWindows<K, V, R> permits HoppingWindows, SlidingWindows {
    final Aggregation<V, A, R> aggregation;
    final Map<K, Panes<V, A, R>> byKey = new HashMap<>();
    /** Starts of the panes that got values since windows were fired early. */
    final Map<K, Set<Long>> touched = new HashMap<>();

    PaneWindows(Aggregation<V, A, R> aggregation, OutputMode mode, long lateness) {
        super(mode, lateness);
        this.aggregation = aggregation;
    }

    /** When the next window fires, or else when the first pane is not needed any more. All windows that end by the watermark have fired. */
    abstract long nextTime(Panes<V, A, R> panes);

    final void reschedule(K key, Panes<V, A, R> panes) {
        long next = nextTime(panes);
        if (panes.timer != next) {
            if (panes.timer != Long.MIN_VALUE) {
                cancel(panes.timer, key);
            }
            panes.timer = next;
            schedule(next, key);
        }
    }

    /** After old panes were dropped. */
    final void goOnOrForget(K key, Panes<V, A, R> panes) {
        if (panes.all.isEmpty()) {
            byKey.remove(key);
            touched.remove(key);
        } else {
            reschedule(key, panes);
        }
    }

    @Override
    public final List<Object> save(K key) {
        Panes<V, A, R> panes = byKey.get(key);
        if (panes == null) {
            return null;
        }
        List<Object> saved = new ArrayList<>();
        panes.save(saved);
        return saved;
    }

    @Override
    public void restore(K key, List<Object> saved) {
        Panes<V, A, R> panes = new Panes<>(aggregation);
        panes.restore(saved, mode == OutputMode.DISCARD);
        byKey.put(key, panes);
        reschedule(key, panes);
    }

    @Override
    public final int keys() {
        return byKey.size();
    }
}
