// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sessions, which values make and merge. A session is complete when the watermark has passed its end: a value that is exactly a gap later still belongs to it.
 */
final class SessionWindows<K, V, A, R> extends KeyedWindows<K, V, R> {
    private static final int FIELDS_SAVED = 5;
    private final long usualGap;
    private final Aggregation<V, A, R> aggregation;
    /** By the time of their first value; no two of them touch. */
    private final Map<K, TreeMap<Long, Session<A, R>>> byKey = new HashMap<>();
    /** Keys with values since sessions were fired early. */
    private final Set<K> touched = new LinkedHashSet<>();

    private static final class Session<A, R> {
        final long first;
        final long end;
        /** Null if all of it was given and each result is only of what is new. */
        A accumulated;
        /** Whether it gave its result as a complete one. */
        boolean fired;
        boolean fresh = true;
        R given;
        /** When a timer comes by that was set for it; it may come too early, and is set again then. */
        long timer = Long.MAX_VALUE;

        Session(long first, long end, A accumulated) {
            this.first = first;
            this.end = end;
            this.accumulated = accumulated;
        }
    }

    SessionWindows(WindowShape.Session shape, Aggregation<V, A, R> aggregation, OutputMode mode, long lateness) {
        super(mode, lateness);
        usualGap = shape.gap();
        this.aggregation = aggregation;
    }

    @Override
    boolean take(K key, V value, long time, Consumer<WindowResult<K, R>> results) {
        return take(key, value, time, usualGap, results);
    }

    boolean take(K key, V value, long time, long gap, Consumer<WindowResult<K, R>> results) {
        TreeMap<Long, Session<A, R>> sessions = byKey.computeIfAbsent(key, k -> new TreeMap<>());
        Deque<Session<A, R>> touching = new ArrayDeque<>();
        for (Session<A, R> each : sessions.headMap(time + gap, true).descendingMap().values()) {
            if (each.end < time) {
                break;
            }
            touching.addFirst(each);
        }
        long end = touching.isEmpty() ? time + gap : Math.max(time + gap, touching.getLast().end);
        if (end + lateness < watermark()) {
            drop(key, sessions);
            return false;
        }
        Session<A, R> session = merged(value, time, end, touching);
        for (Session<A, R> each : touching) {
            sessions.remove(each.first);
            retract(key, each, results);
            session.timer = Math.min(session.timer, each.timer);
        }
        sessions.put(session.first, session);
        if (mode != OutputMode.APPEND) {
            touched.add(key);
        }
        if (end + delay() < watermark()) {
            session.fired = true;
            give(key, session, results);
        }
        setTimer(key, session);
        return true;
    }

    /** At most the first of those that touch begins no later than the value. */
    private Session<A, R> merged(V value, long time, long end, Deque<Session<A, R>> touching) {
        boolean joins = !touching.isEmpty() && touching.getFirst().first <= time;
        A first = joins ? touching.getFirst().accumulated : null;
        A accumulated = aggregation.add(first == null ? aggregation.create() : first, value);
        for (Session<A, R> each : touching) {
            if (each.first > time && each.accumulated != null) {
                accumulated = aggregation.merge(accumulated, each.accumulated);
            }
        }
        return new Session<>(joins ? touching.getFirst().first : time, end, accumulated);
    }

    @Override
    public boolean isOpen(K key, long time) {
        TreeMap<Long, Session<A, R>> sessions = byKey.get(key);
        Map.Entry<Long, Session<A, R>> session = sessions == null ? null : sessions.floorEntry(time);
        return session != null && time <= session.getValue().end;
    }

    private void retract(K key, Session<A, R> session, Consumer<WindowResult<K, R>> results) {
        if (session.given != null) {
            results.accept(new WindowResult<>(key, session.first, session.end, session.given, true));
        }
    }

    private void give(K key, Session<A, R> session, Consumer<WindowResult<K, R>> results) {
        if (mode == OutputMode.DISCARD && session.accumulated == null) {
            return;
        }
        R result = aggregation.result(session.accumulated);
        session.fresh = false;
        if (mode == OutputMode.DISCARD) {
            session.accumulated = null;
        }
        retract(key, session, results);
        session.given = mode == OutputMode.RETRACT ? result : null;
        results.accept(new WindowResult<>(key, session.first, session.end, result, false));
    }

    @Override
    void early(Consumer<WindowResult<K, R>> results) {
        boolean all = mode == OutputMode.COMPLETE;
        for (K key : all ? byKey.keySet() : touched) {
            for (Session<A, R> session : byKey.getOrDefault(key, new TreeMap<>()).values()) {
                if (all || !session.fired && session.fresh) {
                    give(key, session, results);
                }
            }
        }
        touched.clear();
    }

    private void setTimer(K key, Session<A, R> session) {
        // when it fires, or nothing comes to it any more
        long due = session.end + 1 + (session.fired ? lateness : delay());
        if (session.timer > due) {
            session.timer = due;
            schedule(due, key);
        }
    }

    @Override
    void onTimer(K key, long time, Consumer<WindowResult<K, R>> results) {
        TreeMap<Long, Session<A, R>> sessions = byKey.get(key);
        if (sessions == null) {
            return; // what it was set for has been merged with another session since, and that is gone
        }
        for (Session<A, R> session : List.copyOf(sessions.values())) {
            if (!session.fired && session.end + 1 + delay() <= time) {
                session.fired = true;
                give(key, session, results);
            }
            if (session.fired && session.end + 1 + lateness <= time) {
                sessions.remove(session.first);
            } else if (session.timer <= time) {
                session.timer = Long.MAX_VALUE;
                setTimer(key, session);
            }
        }
        drop(key, sessions);
    }

    private void drop(K key, TreeMap<Long, Session<A, R>> sessions) {
        if (sessions.isEmpty()) {
            byKey.remove(key);
            touched.remove(key);
        }
    }

    @Override
    public List<Object> save(K key) {
        TreeMap<Long, Session<A, R>> sessions = byKey.get(key);
        if (sessions == null) {
            return null;
        }
        List<Object> saved = new ArrayList<>();
        for (Session<A, R> each : sessions.values()) {
            saved.add(each.first);
            saved.add(each.end);
            saved.add(each.accumulated);
            saved.add(each.fired);
            saved.add(each.given);
        }
        return saved;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void restore(K key, List<Object> saved) {
        TreeMap<Long, Session<A, R>> sessions = new TreeMap<>();
        for (int i = 0; i < saved.size(); i += FIELDS_SAVED) {
            Session<A, R> session = new Session<>((Long) saved.get(i), (Long) saved.get(i + 1), (A) saved.get(i + 2));
            session.fired = (Boolean) saved.get(i + 3);
            session.given = (R) saved.get(i + 4);
            sessions.put(session.first, session);
            setTimer(key, session);
        }
        byKey.put(key, sessions);
        if (mode != OutputMode.APPEND) {
            touched.add(key);
        }
    }

    @Override
    public int keys() {
        return byKey.size();
    }
}
