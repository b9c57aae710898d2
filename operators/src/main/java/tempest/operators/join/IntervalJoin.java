// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tempest.operators.window.TimeRange;

/**
 * Joins two streams by key: a value of the left one with those of the right one whose times are from {@code before} milliseconds before its own to {@code after}
 * after it. Pairs are given as the second value comes; a value without a partner when none can come any more. A function of what it is told: it looks at no
 * clock. Not for several threads.
 */
public final class IntervalJoin<K, L, R> {
    private final JoinKind kind;
    private final long before;
    private final long after;
    private final Consumer<L> leftGone;
    private final Consumer<R> rightGone;
    private final JoinTimers<Kept<K, ?>> timers;
    private final Map<K, Sides<K, L, R>> byKey = new HashMap<>();

    private static final class Kept<K, V> {
        final K key;
        final V value;
        final long time;
        final boolean isLeft;
        boolean joined;

        Kept(K key, V value, long time, boolean isLeft) {
            this.key = key;
            this.value = value;
            this.time = time;
            this.isLeft = isLeft;
        }
    }

    /** Of one key. */
    private static final class Sides<K, L, R> {
        final TreeMap<Long, List<Kept<K, L>>> left = new TreeMap<>();
        final TreeMap<Long, List<Kept<K, R>>> right = new TreeMap<>();
    }

    /**
     * @param before    how many milliseconds a right value may be earlier than a left one; below 0 if it has to be later
     * @param after     how many it may be later; not below {@code -before}
     * @param grace     how many milliseconds behind the watermark values are still taken, 0 or more
     * @param leftGone  is told when a left value can have no further partner and is kept no more
     * @param rightGone the same of right ones
     */
    public IntervalJoin(JoinKind kind, long before, long after, long grace, Consumer<L> leftGone, Consumer<R> rightGone) {
        if (after < 0 && before < 0 || TimeRange.bounded(before) + TimeRange.bounded(after) < 0) {
            throw new IllegalArgumentException("an interval from " + before + " ms before to " + after + " ms after a value has no time in it");
        }
        this.kind = kind;
        this.before = TimeRange.bounded(before);
        this.after = TimeRange.bounded(after);
        this.leftGone = leftGone;
        this.rightGone = rightGone;
        timers = new JoinTimers<>(grace);
    }

    /** Takes a value; false if it comes too late. */
    public boolean addLeft(K key, L value, long time, Consumer<JoinResult<K, L, R>> results) {
        if (timers.isLate(time)) {
            return false;
        }
        Sides<K, L, R> sides = byKey.computeIfAbsent(key, k -> new Sides<>());
        Kept<K, L> added = new Kept<>(key, value, time, true);
        sides.right.subMap(time - before, true, time + after, true).values().forEach(each -> each.forEach(right -> pair(added, right, results)));
        keep(added, sides.left, time + after, results);
        return true;
    }

    /** Takes a value; false if it comes too late. */
    public boolean addRight(K key, R value, long time, Consumer<JoinResult<K, L, R>> results) {
        if (timers.isLate(time)) {
            return false;
        }
        Sides<K, L, R> sides = byKey.computeIfAbsent(key, k -> new Sides<>());
        Kept<K, R> added = new Kept<>(key, value, time, false);
        sides.left.subMap(time - after, true, time + before, true).values().forEach(each -> each.forEach(left -> pair(left, added, results)));
        keep(added, sides.right, time + before, results);
        return true;
    }

    private void pair(Kept<K, L> left, Kept<K, R> right, Consumer<JoinResult<K, L, R>> results) {
        left.joined = true;
        right.joined = true;
        results.accept(new JoinResult<>(left.key, left.value, right.value, Math.max(left.time, right.time), false));
    }

    /** @param lastPartner the latest time of a partner */
    private <V> void keep(Kept<K, V> added, TreeMap<Long, List<Kept<K, V>>> side, long lastPartner, Consumer<JoinResult<K, L, R>> results) {
        if (timers.isOver(lastPartner)) {
            over(added, results);
        } else {
            side.computeIfAbsent(added.time, t -> new ArrayList<>(1)).add(added);
            timers.at(timers.endOf(lastPartner), added);
        }
    }

    /** No value comes any more whose time is before the watermark. Gives the values that have no partner. */
    public void advance(long watermark, Consumer<JoinResult<K, L, R>> results) {
        timers.advance(watermark, kept -> {
            Sides<K, L, R> sides = byKey.get(kept.key);
            if (kept.isLeft) {
                remove(kept, sides.left);
            } else {
                remove(kept, sides.right);
            }
            over(kept, results);
        });
    }

    private static <S> void remove(Kept<?, ?> kept, TreeMap<Long, List<S>> side) {
        List<S> at = side.get(kept.time);
        at.remove(kept);
        if (at.isEmpty()) {
            side.remove(kept.time);
        }
    }

    @SuppressWarnings("unchecked")
    private void over(Kept<K, ?> kept, Consumer<JoinResult<K, L, R>> results) {
        if (!kept.joined && (kind == JoinKind.FULL || kind == JoinKind.LEFT && kept.isLeft)) {
            results.accept(new JoinResult<>(kept.key, kept.isLeft ? (L) kept.value : null, kept.isLeft ? null : (R) kept.value, kept.time, false));
        }
        if (kept.isLeft) {
            leftGone.accept((L) kept.value);
        } else {
            rightGone.accept((R) kept.value);
        }
        Sides<K, L, R> sides = byKey.get(kept.key);
        if (sides.left.isEmpty() && sides.right.isEmpty()) {
            byKey.remove(kept.key);
        }
    }

    /** How many keys have anything. */
    public int keys() {
        return byKey.size();
    }
}
