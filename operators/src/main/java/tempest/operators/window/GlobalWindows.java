// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One window for all times, which gives a result with every so many values; the watermark does nothing to it, and no value is late. */
final class GlobalWindows<K, V, A, R> extends KeyedWindows<K, V, R> {
    private final WindowShape.Global shape;
    private final Aggregation<V, A, R> aggregation;
    private final Map<K, Window<A, R>> byKey = new HashMap<>();
    private final Set<K> touched = new LinkedHashSet<>();

    /** Of one key. */
    private static final class Window<A, R> {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        int sinceFired;
        A accumulated;
        WindowResult<?, R> given;
    }

    GlobalWindows(WindowShape.Global shape, Aggregation<V, A, R> aggregation, OutputMode mode, long lateness) {
        super(mode, lateness);
        this.shape = shape;
        this.aggregation = aggregation;
    }

    @Override
    boolean take(K key, V value, long time, Consumer<WindowResult<K, R>> results) {
        Window<A, R> window = byKey.computeIfAbsent(key, k -> new Window<>());
        window.accumulated = aggregation.add(window.accumulated == null ? aggregation.create() : window.accumulated, value);
        window.first = Math.min(window.first, time);
        window.last = Math.max(window.last, time);
        if (++window.sinceFired == shape.every()) {
            window.sinceFired = 0;
            give(key, window, results);
            if (shape.purge()) {
                byKey.remove(key);
                touched.remove(key);
            }
        } else if (mode != OutputMode.APPEND) {
            touched.add(key);
        }
        return true;
    }

    private void give(K key, Window<A, R> window, Consumer<WindowResult<K, R>> results) {
        if (mode == OutputMode.DISCARD && window.accumulated == null) {
            return;
        }
        WindowResult<K, R> result = new WindowResult<>(key, window.first, window.last + 1, aggregation.result(window.accumulated), false);
        if (mode == OutputMode.RETRACT) {
            if (window.given != null) {
                results.accept(new WindowResult<>(key, window.given.start(), window.given.end(), window.given.result(), true));
            }
            window.given = result;
        } else if (mode == OutputMode.DISCARD) {
            window.accumulated = null;
        }
        results.accept(result);
    }

    @Override
    void early(Consumer<WindowResult<K, R>> results) {
        for (K key : mode == OutputMode.COMPLETE ? byKey.keySet() : touched) {
            give(key, byKey.get(key), results);
        }
        touched.clear();
    }

    @Override
    public boolean isOpen(K key, long time) {
        Window<A, R> window = byKey.get(key);
        return window != null && window.sinceFired > 0;
    }

    @Override
    void onTimer(K key, long time, Consumer<WindowResult<K, R>> results) {
        throw new IllegalStateException("no timer was set");
    }

    @Override
    public List<Object> save(K key) {
        Window<A, R> window = byKey.get(key);
        if (window == null) {
            return null;
        }
        WindowResult<?, R> given = window.given;
        return Arrays.asList(window.first, window.last, window.sinceFired, window.accumulated, given == null ? null : given.start(), given == null ? null : given.end(),
            given == null ? null : given.result());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void restore(K key, List<Object> saved) {
        Window<A, R> window = new Window<>();
        window.first = (Long) saved.get(0);
        window.last = (Long) saved.get(1);
        window.sinceFired = (Integer) saved.get(2);
        window.accumulated = (A) saved.get(3);
        if (saved.get(4) != null) {
            window.given = new WindowResult<>(key, (Long) saved.get(4), (Long) saved.get(5), (R) saved.get(6), false);
        }
        byKey.put(key, window);
    }

    @Override
    public int keys() {
        return byKey.size();
    }
}
