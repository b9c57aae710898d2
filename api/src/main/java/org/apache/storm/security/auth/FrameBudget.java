// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What all connections of one server may use together: bytes of requests and answers, connections, and time to send a request or to take an
 * answer. Whoever uses too much loses the connection, and it is the connection that has been sending longest, or has been idle longest, that makes
 * room for another: a quick caller is served however many slow ones there are. Called by the server's selector thread, by those that process requests, and by
 * the one that calls {@link #expire}.
 */
final class FrameBudget {
    /** An answer that is taken more slowly than this much in the time for one costs its connection. */
    private static final int PROGRESS_BYTES = 64 * 1024;

    /**
     * Limits of a server.
     *
     * @param bytes             most bytes of requests that are being received or processed, and of answers that are being sent
     * @param connections       most connections
     * @param connectionsOfOne  most connections from one address
     * @param nanos             how long a request may take to arrive, and part of an answer to be taken
     */
    record Limits(long bytes, int connections, int connectionsOfOne, long nanos) { }

    private final Limits limits;
    private final LongSupplier nanoTime;
    /** Connections that are receiving a request or sending an answer, the longest first. */
    private final Map<FrameSocket, Long> busy = new LinkedHashMap<>();
    /** Connections without a request, the longest idle first. */
    private final Set<FrameSocket> idle = new LinkedHashSet<>();
    private final Map<FrameSocket, Long> held = new HashMap<>();
    private final Map<InetAddress, Integer> callers = new HashMap<>();
    private long used;

    FrameBudget(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Takes a connection in; to make room another may be given up. False if there is none to give up. */
    synchronized boolean admit(FrameSocket connection) {
        int ofCaller = callers.getOrDefault(connection.caller(), 0);
        if (ofCaller >= limits.connectionsOfOne() && !giveUpOne(connection.caller())
            || held.size() >= limits.connections() && !giveUpOne(null)) {
            return false;
        }
        held.put(connection, 0L);
        callers.merge(connection.caller(), 1, Integer::sum);
        idle.add(connection);
        if (!connection.isEstablished()) {
            // Its handshake has the time of a request, even if it sends nothing.
            begins(connection);
        }
        return true;
    }

    /** The handshake is over: a request may take its time to come. */
    synchronized void isIntroduced(FrameSocket connection) {
        if (busy.remove(connection) != null) {
            idle.add(connection);
        }
    }

    /** What a connection's layer keeps of a handshake or request; false if there is no room, even after others were given up. */
    synchronized boolean keeps(FrameSocket connection, long bytes) {
        long more = bytes - connection.kept();
        if (more == 0 || !held.containsKey(connection)) {
            return more == 0;
        }
        if (more > 0 && !makeRoom(connection, more)) {
            return false;
        }
        connection.kept(bytes);
        used += more;
        return true;
    }

    private boolean giveUpOne(InetAddress caller) {
        for (Set<FrameSocket> candidates : List.of(idle, busy.keySet())) {
            for (FrameSocket one : candidates) {
                if (caller == null || caller.equals(one.caller())) {
                    remove(one);
                    one.abandon("there are too many connections" + (caller == null ? "" : " from its address"));
                    return true;
                }
            }
        }
        return false;
    }

    /** The first byte of a request has arrived. */
    synchronized void begins(FrameSocket connection) {
        if (idle.remove(connection)) {
            busy.put(connection, nanoTime.getAsLong());
        }
    }

    /** Reserves bytes for a request as they arrive; false if there is no room, even after the request that has been arriving longest was given up. */
    synchronized boolean reserve(FrameSocket connection, long bytes) {
        return makeRoom(connection, bytes) && hold(connection, bytes);
    }

    private boolean makeRoom(FrameSocket connection, long bytes) {
        while (used + bytes > limits.bytes()) {
            FrameSocket longest = longestOther(connection);
            if (longest == null) {
                return false;
            }
            remove(longest);
            longest.abandon("others need the memory");
        }
        return true;
    }

    private FrameSocket longestOther(FrameSocket connection) {
        for (FrameSocket one : busy.keySet()) {
            if (one != connection && held.getOrDefault(one, 0L) + one.kept() > 0) {
                return one;
            }
        }
        return null;
    }

    private boolean hold(FrameSocket connection, long bytes) {
        Long before = held.get(connection);
        if (before == null) {
            return false;
        }
        held.put(connection, before + bytes);
        used += bytes;
        return true;
    }

    /** The request is whole: its time is over, its bytes are in use until it is answered. False if it has been given up meanwhile. */
    synchronized boolean isWhole(FrameSocket connection) {
        busy.remove(connection);
        return held.containsKey(connection);
    }

    /** The request has been processed. That its answer can be sent at all is for its caller to see to, who must take earlier ones. Any thread. */
    synchronized void hasAnswer(FrameSocket connection) {
        if (held.containsKey(connection)) {
            busy.put(connection, nanoTime.getAsLong());
        }
    }

    /** Some of an answer has been sent and {@code left} bytes have not. */
    synchronized void answers(FrameSocket connection, long sent, long left) {
        Long before = held.get(connection);
        if (before == null) {
            return;
        }
        used += left - before;
        held.put(connection, left);
        if (left == 0) {
            busy.remove(connection);
            idle.add(connection);
        } else if (!busy.containsKey(connection) || connection.progress(sent) >= PROGRESS_BYTES) {
            busy.remove(connection);
            busy.put(connection, nanoTime.getAsLong());
            connection.progress(-PROGRESS_BYTES);
        }
    }

    /** The connection is closed. */
    synchronized void ends(FrameSocket connection) {
        remove(connection);
    }

    private void remove(FrameSocket connection) {
        Long bytes = held.remove(connection);
        if (bytes == null) {
            return;
        }
        used -= bytes + connection.kept();
        connection.kept(0);
        busy.remove(connection);
        idle.remove(connection);
        callers.merge(connection.caller(), -1, (before, less) -> before + less == 0 ? null : before + less);
    }

    /** Gives up connections that have been sending a request, or not taking an answer, for too long. */
    void expire() {
        List<FrameSocket> late = new ArrayList<>();
        synchronized (this) {
            Iterator<Map.Entry<FrameSocket, Long>> all = busy.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<FrameSocket, Long> one = all.next();
                if (nanoTime.getAsLong() - one.getValue() < limits.nanos()) {
                    break;
                }
                late.add(one.getKey());
            }
            late.forEach(this::remove);
        }
        late.forEach(one -> one.abandon("its handshake or request did not arrive, or its answer was not taken, in time"));
    }

    synchronized long used() {
        return used;
    }

    synchronized int connections() {
        return held.size();
    }
}
