// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupervisorConfigTest {

    private final Map<String, Object> conf = new HashMap<>(Map.of("storm.local.hostname", "here"));

    @Test
    void defaultsAreThoseThatStormsUsersKnow() {
        SupervisorConfig config = SupervisorConfig.of(conf);
        assertEquals(Set.of(6700, 6701, 6702, 6703), config.ports());
        assertEquals(6628, config.thriftPort());
        assertEquals(5_000, config.heartbeatMillis());
        assertEquals(120_000, config.slots().startTimeout());
        assertEquals(3_000, config.slots().stopGrace());
        assertEquals(10_240L << 20, config.localizer().cacheTargetBytes());
        assertEquals(Map.of("memory.mb", 4096.0, "cpu.pcore.percent", 400.0), config.resources());
        assertTrue(config.withoutService().thriftPort() < 0);
    }

    @Test
    void settingsAreTakenOver() {
        conf.put("supervisor.slots.ports", List.of(7000, 7001));
        conf.put("supervisor.cpu.capacity", 800);
        conf.put("supervisor.resources.map", Map.of("gpu.count", 2));
        conf.put("supervisor.scheduler.meta", Map.of("rack", "r1"));
        conf.put("supervisor.worker.shutdown.sleep.secs", 7);
        SupervisorConfig config = SupervisorConfig.of(conf);
        assertEquals(Set.of(7000, 7001), config.ports());
        assertEquals(Map.of("memory.mb", 4096.0, "cpu.pcore.percent", 800.0, "gpu.count", 2.0), config.resources());
        assertEquals(Map.of("rack", "r1"), config.schedulerMeta());
        assertEquals(7_000, config.slots().stopGrace());
    }

    @Test
    void aBadValueIsNamedWithWhatWouldBeRight() {
        for (Map.Entry<String, Object> bad : Map.<String, Object>of("supervisor.slots.ports", List.of(6700, 6700),
            "supervisor.memory.capacity.mb", "much", "supervisor.heartbeat.frequency.secs", 0, "supervisor.resources.map", Map.of("gpu", "two"),
            "supervisor.thrift.port", 70_000).entrySet()) {
            Map<String, Object> wrong = new HashMap<>(conf);
            wrong.put(bad.getKey(), bad.getValue());
            String message = assertThrows(IllegalArgumentException.class, () -> SupervisorConfig.of(wrong)).getMessage();
            assertTrue(message.contains(bad.getKey()) && message.contains("must be"), message);
        }
    }
}
