// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.storm.LocalCluster;
import org.apache.storm.LocalDRPC;
import org.apache.storm.drpc.DRPCSpout;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The functions that the DRPC examples serve give the right results, one at a time and many at once. */
class DrpcExamplesTest {
    private static final int PATIENCE_SECS = 60;
    private static LocalCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    private interface Calls {
        void make(LocalDRPC drpc) throws Exception;
    }

    private static void with(LocalDRPC drpc, String name, StormTopology topology, Calls calls) throws Exception {
        try (drpc; LocalCluster.LocalTopology running = cluster.submitTopology(name, new HashMap<>(), topology)) {
            calls.make(drpc);
        }
    }

    @Test
    void basicDrpcExclaims() throws Exception {
        LocalDRPC drpc = new LocalDRPC();
        with(drpc, "basic", BasicDRPCTopology.builder().createLocalTopology(drpc), calls -> {
            assertEquals("hello!", calls.execute("exclamation", "hello"));
            assertEquals("!", calls.execute("exclamation", ""));
        });
    }

    @Test
    void manualDrpcExclaims() throws Exception {
        LocalDRPC drpc = new LocalDRPC();
        with(drpc, "manual", ManualDRPC.topology(new DRPCSpout(ManualDRPC.FUNCTION, drpc)).createTopology(), calls -> {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(later(calls, "exclamation", Integer.toString(i)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(i + "!!!", answers.get(i).get(PATIENCE_SECS, TimeUnit.SECONDS));
            }
        });
    }

    @Test
    void reachCountsEachFollowerOnceForManyCallersAtATime() throws Exception {
        LocalDRPC drpc = new LocalDRPC();
        with(drpc, "reach", ReachTopology.builder().createLocalTopology(drpc), calls -> {
            List<String> urls = new ArrayList<>(ReachTopology.SHARED_BY.keySet());
            urls.add("example.org/unheard-of");
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(later(calls, "reach", urls.get(i % urls.size())));
            }
            for (int i = 0; i < answers.size(); i++) {
                String url = urls.get(i % urls.size());
                assertEquals(Integer.toString(reach(url)), answers.get(i).get(PATIENCE_SECS, TimeUnit.SECONDS), url);
            }
        });
    }

    private static int reach(String url) {
        Set<String> followers = ReachTopology.SHARED_BY.getOrDefault(url, List.of()).stream()
            .flatMap(person -> ReachTopology.FOLLOWERS.get(person).stream()).collect(Collectors.toSet());
        return followers.size();
    }

    private static CompletableFuture<String> later(LocalDRPC drpc, String function, String arguments) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                answer.complete(drpc.execute(function, arguments));
            } catch (TException e) {
                answer.completeExceptionally(new CompletionException(e));
            }
        });
        caller.setDaemon(true);
        caller.start();
        return answer;
    }
}
