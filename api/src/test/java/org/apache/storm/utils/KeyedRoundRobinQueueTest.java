// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyedRoundRobinQueueTest {
    @Test
    void eachKeyHasItsTurnAndKeepsItsOrder() throws Exception {
        KeyedRoundRobinQueue<String> queue = new KeyedRoundRobinQueue<>();
        for (String value : List.of("a1", "a2", "a3", "b1", "c1", "c2")) {
            queue.add(value.charAt(0), value);
        }
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            taken.add(queue.take());
        }
        assertEquals(List.of("a1", "b1", "c1", "a2", "c2", "a3"), taken);
    }

    @Test
    void whoTakesFromAnEmptyQueueWaits() throws Exception {
        KeyedRoundRobinQueue<Integer> queue = new KeyedRoundRobinQueue<>();
        CompletableFuture<Integer> taken = new CompletableFuture<>();
        Thread taker = new Thread(() -> {
            try {
                taken.complete(queue.take());
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        taker.start();
        queue.add("key", 7);
        assertEquals(7, taken.get(20, TimeUnit.SECONDS));
        taker.join();
    }
}
