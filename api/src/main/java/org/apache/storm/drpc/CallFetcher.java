// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.drpc;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.DRPCRequest;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A spout task's thread for one DRPC server: fetches calls into the task's queue and tells the server of calls that failed. It alone uses the
 * connection, so a server that is slow or gone holds up neither the spout nor the other servers. It fetches nothing while the queue is
 * full or the spout wants nothing.
 */
final class CallFetcher implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CallFetcher.class);
    private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long UNWANTED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long COMPLAINT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long ROOM_MILLIS = 10;
    private static final int MOST_FAILED = 10_000;

    private final Map<String, Object> conf;
    private final String function;
    private final String host;
    private final int port;
    private final BlockingQueue<Fetched> calls;
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private volatile boolean wanted;
    private volatile boolean closed;
    private DRPCInvocationsClient client;
    private boolean complained;
    private long complainedNanos;

    /** A call, and where it came from. */
    record Fetched(DRPCRequest request, CallFetcher from) {
    }

    /** @param calls where to put what is fetched */
    CallFetcher(Map<String, Object> conf, String function, String host, int port, BlockingQueue<Fetched> calls) {
        this.conf = new HashMap<>(conf);
        // Trying again is for the loop below, which notices when it is to end.
        this.conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
        this.function = function;
        this.host = host;
        this.port = port;
        this.calls = calls;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** Whether to go on fetching. Any thread. */
    void want(boolean more) {
        wanted = more;
    }

    /** Has the server told, soon, that a call failed. Any thread. */
    void fail(String id) {
        if (failed.size() < MOST_FAILED) {
            failed.add(id);
        }
    }

    /** Has the thread end after it told of what has failed so far. Any thread. */
    void close() {
        closed = true;
    }

    @Override
    public void run() {
        Fetched next = null;
        while (!closed) {
            try {
                tellOfFailed();
                if (next != null) {
                    next = calls.offer(next, ROOM_MILLIS, TimeUnit.MILLISECONDS) ? null : next;
                } else if (wanted) {
                    next = fetch();
                } else {
                    LockSupport.parkNanos(UNWANTED_NANOS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closed = true;
            } catch (AuthorizationException e) {
                complain("does not allow this topology to serve it: " + e.get_msg());
            } catch (TException | RuntimeException e) {
                disconnect();
                complain("cannot be reached: " + e.getMessage());
            }
        }
        try {
            if (next != null) {
                failed.add(next.request().get_request_id());
            }
            tellOfFailed();
        } catch (TException | RuntimeException e) {
            LOG.debug("{}:{} was not told of what failed last", host, port, e);
        }
        disconnect();
    }

    private Fetched fetch() throws TException {
        long begin = System.nanoTime();
        DRPCRequest request = client().fetchRequest(function);
        complained = false;
        if (!request.get_request_id().isEmpty()) {
            return new Fetched(request, this);
        }
        if (System.nanoTime() - begin < QUICK_NANOS) {
            // A server that does not wait for a call to come is asked at the pace of a spout.
            LockSupport.parkNanos(POLL_NANOS);
        }
        return null;
    }

    private void tellOfFailed() throws TException {
        for (String id = failed.peek(); id != null; id = failed.peek()) {
            client().failRequest(id);
            failed.poll();
        }
    }

    private DRPCInvocationsClient client() throws TException {
        if (client == null) {
            client = new DRPCInvocationsClient(conf, host, port);
            LOG.info("Connected to DRPC server {}:{} for the function '{}'", host, port, function);
        }
        return client;
    }

    private void disconnect() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    private void complain(String what) {
        long now = System.nanoTime();
        if (!complained || now - complainedNanos > COMPLAINT_NANOS) {
            complained = true;
            complainedNanos = now;
            LOG.warn("No calls of '{}' from DRPC server {}:{}, which {}; it will be tried again every second", function, host, port, what);
        }
        for (long left = RETRY_NANOS; left > 0 && !closed; left -= UNWANTED_NANOS) {
            LockSupport.parkNanos(UNWANTED_NANOS);
        }
    }
}
