// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The function of TridentReach, called by many at a time while the workers that compute it are killed: a call gets a right answer or
 * a failure. Rows that a worker lost must not be missing from an answer.
 */
class DrpcUnderKillsTest {
    private static final long SEED = Long.getLong("tempest.seed", 20_261_121L);
    private static final Map<String, String> REACH = Map.of("example.org/cats", "[[6]]", "example.org/dogs", "[[5]]");
    /** So many that calls take longer than the 20 ms in which what was sent to a dead worker is sent again to its successor. */
    private static final int CALLERS = 64;
    private static final int KILLS = Integer.getInteger("tempest.kills", 2);
    /** If no call failed till then. */
    private static final int MOST_KILLS = KILLS + 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void answersAreCompleteOrFailuresWhenWorkersAreKilled() throws Exception {
        try (TestCluster cluster = TestCluster.start()) {
            Path conf = cluster.home.resolve("conf/storm.yaml");
            Files.writeString(conf, "drpc.request.timeout.secs: 14\n", StandardOpenOption.APPEND);
            cluster.startDaemon("drpc");
            cluster.storm("jar", cluster.starterJar().toString(), "org.apache.storm.starter.trident.TridentReach", "reach", "-c", "topology.workers=3",
                "-c", "topology.message.timeout.secs=12").ok();
            cluster.await("an answer", () -> call(cluster, "example.org/cats").body().equals("[[6]]"));
            assertEquals(3, cluster.workers().size());
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(new Thread(() -> callUntil(cluster, over)));
            }
            callers.forEach(Thread::start);
            try {
                kill(cluster);
            } finally {
                over.set(true);
                for (Thread caller : callers) {
                    caller.join(PATIENCE.toMillis());
                }
            }
            System.out.println("right " + right + ", failed " + failed + ", wrong " + wrong.size());
            assertEquals(List.of(), List.copyOf(wrong), "seed " + SEED);
            assertTrue(failed.get() > 0, "no call failed, so no worker died with one");
        }
    }

    private void kill(TestCluster cluster) throws Exception {
        Random random = new Random(SEED);
        awaitAnswers(cluster);
        for (int killed = 0; killed < KILLS || failed.get() == 0 && killed < MOST_KILLS; killed++) {
            cluster.daemon("drpc").waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
            List<ProcessHandle> workers = cluster.workers();
            workers.get(random.nextInt(workers.size())).destroyForcibly();
            awaitAnswers(cluster);
        }
    }

    private void awaitAnswers(TestCluster cluster) throws Exception {
        int before = right.get();
        cluster.await("right answers after a kill", () -> right.get() > before + 200);
    }

    private void callUntil(TestCluster cluster, AtomicBoolean over) {
        List<String> urls = List.copyOf(REACH.keySet());
        for (int i = 0; !over.get(); i++) {
            String url = urls.get(i % urls.size());
            try {
                HttpResponse<String> response = call(cluster, url);
                if (response.statusCode() != 200) {
                    failed.incrementAndGet();
                } else if (response.body().equals(REACH.get(url))) {
                    right.incrementAndGet();
                } else {
                    wrong.add(url + " has " + response.body());
                }
            } catch (IOException e) {
                wrong.add(e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private HttpResponse<String> call(TestCluster cluster, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + cluster.drpcHttpPort() + "/drpc/reach"))
            .timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofString(url)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
