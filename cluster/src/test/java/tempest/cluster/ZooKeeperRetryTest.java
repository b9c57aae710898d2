// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

class ZooKeeperRetryTest {
    @Test
    void theWaitBetweenTriesGrowsToTheCeilingAndNoFurther() {
        ZooKeeperConfig config = ZooKeeperConfig.of(Map.of("storm.zookeeper.servers", List.of("127.0.0.1"), "storm.zookeeper.port", 1,
            "storm.zookeeper.retry.interval", 1000, "storm.zookeeper.retry.intervalceiling.millis", 7000, "storm.zookeeper.retry.times", 29));
        List<Long> waits = new ArrayList<>();
        try (CuratorFramework client = ZooKeeperClient.begin(config)) {
            for (int tries = 18; tries < 28; tries++) {
                assertTrue(client.getZookeeperClient().getRetryPolicy().allowRetry(tries, 0, (time, unit) -> waits.add(unit.toMillis(time))));
            }
        }
        assertEquals(7000, waits.stream().mapToLong(wait -> wait).max().orElseThrow(), waits.toString());
    }
}
