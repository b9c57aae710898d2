// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.sse.SseClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.FatalErrorHandler;

/**
 * Pushes views to open pages as server-sent events. One thread makes each view that a page shows every two seconds; other threads send it, so that a
 * browser that does not read misses events and delays no other.
 */
final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CLIENTS = 128;
    private static final int PERIOD_MILLIS = 2000;
    private static final int HEARTBEAT_ROUNDS = 5;

    private final Views views;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService maker = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "events"));
    private final ThreadPoolExecutor senders = new ThreadPoolExecutor(0, MOST_CLIENTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
        task -> daemon(task, "events-send"));
    private int round;

    /**
     * What a client subscribes to: the cluster if there is no topology.
     *
     * @param visible which topologies of the cluster the client is shown
     */
    record Subject(String topology, boolean sys, Predicate<String> visible) { }

    private record Client(SseClient client, Subject subject, AtomicBoolean sending) { }

    private record Message(String event, String data) { }

    Events(Views views) {
        this.views = views;
        maker.scheduleWithFixedDelay(FatalErrorHandler.passingErrorsOn(this::publish), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Adds a client; false if there are too many. Request threads. */
    boolean add(SseClient sse, Subject subject) {
        if (clients.size() >= MOST_CLIENTS) {
            return false;
        }
        Client client = new Client(sse, subject, new AtomicBoolean());
        sse.keepAlive();
        sse.onClose(() -> clients.remove(client));
        clients.add(client);
        maker.execute(() -> send(client, message(subject)));
        return true;
    }

    int clients() {
        return clients.size();
    }

    private void publish() {
        try {
            round++;
            Map<Subject, Message> messages = new HashMap<>();
            for (Client client : clients) {
                Message message = messages.computeIfAbsent(client.subject, this::message);
                send(client, message);
            }
        } catch (RuntimeException e) {
            LOG.error("events could not be made this time", e);
        }
    }

    private Message message(Subject subject) {
        try {
            if (subject.topology == null) {
                return new Message("cluster", JSON.writeValueAsString(views.cluster(subject.visible)));
            }
            return new Message("topology", JSON.writeValueAsString(views.topology(subject.topology, subject.sys)));
        } catch (NotAliveException e) {
            return failure("gone", e.get_msg());
        } catch (TException e) {
            return failure("nimbus-away", String.valueOf(e.getMessage()));
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.error("the view of {} could not be made", subject, e);
            return failure("error", e.toString());
        }
    }

    private static Message failure(String event, String why) {
        try {
            return new Message(event, JSON.writeValueAsString(Map.of("errorMessage", why)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(Client client, Message message) {
        if (client.client.terminated()) {
            clients.remove(client);
        } else if (client.sending.compareAndSet(false, true)) {
            try {
                senders.execute(() -> {
                    try {
                        client.client.sendEvent(message.event, message.data);
                        if (round % HEARTBEAT_ROUNDS == 0) {
                            client.client.sendComment("alive");
                        }
                    } finally {
                        client.sending.set(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                // Closing, or every sender waits for a browser: this client gets the next event.
                client.sending.set(false);
            }
        }
    }

    @Override
    public void close() {
        maker.shutdownNow();
        senders.shutdownNow();
        clients.forEach(client -> client.client.close());
    }
}
