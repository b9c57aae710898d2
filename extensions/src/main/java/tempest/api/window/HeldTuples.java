// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.tuple.Tuple;

/**
 * The tuples that windows are made of and that are not acked yet, by key. A result is anchored to those that are in no result before, so a tuple costs the same
 * however many windows it is in. One thread calls it.
 */
final class HeldTuples {
    private final OutputCollector collector;
    private final Map<Object, OfKey> byKey = new HashMap<>();

    private record Held(Tuple tuple, long time) {
    }

    private static final class OfKey {
        /** In the order in which they came. */
        final ArrayDeque<Held> all = new ArrayDeque<>();
        /** Those that no result is anchored to. */
        final ArrayDeque<Held> fresh = new ArrayDeque<>();
    }

    HeldTuples(OutputCollector collector) {
        this.collector = collector;
    }

    void hold(Object key, Tuple tuple, long time) {
        OfKey held = byKey.computeIfAbsent(key, k -> new OfKey());
        Held one = new Held(tuple, time);
        held.all.addLast(one);
        held.fresh.addLast(one);
    }

    /** The last one that came is not held after all. */
    void drop(Object key) {
        OfKey held = byKey.get(key);
        Held last = held.all.removeLast();
        if (held.fresh.peekLast() == last) {
            held.fresh.removeLast();
        }
        if (held.all.isEmpty()) {
            byKey.remove(key);
        }
    }

    /** To be anchored to: what no result had, of a part of time; else the last one, so that the loss of any result is noticed. */
    List<Tuple> fresh(Object key, long start, long end) {
        OfKey held = byKey.get(key);
        List<Tuple> anchors = new ArrayList<>();
        if (held != null) {
            for (Iterator<Held> each = held.fresh.iterator(); each.hasNext();) {
                Held one = each.next();
                if (one.time >= start && one.time < end) {
                    anchors.add(one.tuple);
                    each.remove();
                }
            }
        }
        return anchors.isEmpty() ? last(key) : anchors;
    }

    List<Tuple> last(Object key) {
        OfKey held = byKey.get(key);
        return held == null ? List.of() : List.of(held.all.peekLast().tuple);
    }

    /** Acks what belongs to no window any more; what came after something that still does waits for it. */
    void release(Object key, LongPredicate isOpen) {
        OfKey held = byKey.get(key);
        if (held == null) {
            return;
        }
        while (!held.all.isEmpty() && !isOpen.test(held.all.peekFirst().time)) {
            Held over = held.all.removeFirst();
            if (held.fresh.peekFirst() == over) {
                held.fresh.removeFirst();
            }
            collector.ack(over.tuple);
        }
        if (held.all.isEmpty()) {
            byKey.remove(key);
        }
    }
}
