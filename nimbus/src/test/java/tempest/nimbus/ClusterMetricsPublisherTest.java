// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.metric.api.DataPoint;
import org.apache.storm.metric.api.IClusterMetricsConsumer;
import org.junit.jupiter.api.Test;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.ManualClock;

class ClusterMetricsPublisherTest {
    private static final String REGISTER = "storm.cluster.metrics.consumer.register";

    /** Writes down what it hears into the list that is its argument. */
    public static final class Noting implements IClusterMetricsConsumer {
        private List<String> heard;

        @Override
        @SuppressWarnings("unchecked")
        public void prepare(Object registrationArgument) {
            heard = (List<String>) registrationArgument;
        }

        @Override
        public void handleDataPoints(ClusterInfo clusterInfo, Collection<DataPoint> dataPoints) {
            dataPoints.forEach(point -> heard.add(point.getName() + "=" + point.getValue()));
        }

        @Override
        public void handleDataPoints(SupervisorInfo supervisorInfo, Collection<DataPoint> dataPoints) {
            dataPoints.forEach(point -> heard.add(supervisorInfo.getSrcSupervisorHost() + "." + point.getName() + "=" + point.getValue()));
        }

        @Override
        public void cleanup() {
            heard.add("end");
        }
    }

    @Test
    void consumersHearOfTheClusterAndOfEachSupervisor() {
        SupervisorSummary supervisor = new SupervisorSummary("host", 1, 4, 3, "id");
        supervisor.set_total_resources(Map.of("memory.mb", 4096.0));
        supervisor.set_used_mem(512);
        ClusterSummary cluster = new ClusterSummary(List.of(supervisor), List.of(new TopologySummary("i", "n", 9, 7, 3, 1, "ACTIVE")), List.of());
        List<String> heard = new ArrayList<>();
        Map<String, Object> conf = Map.of(REGISTER, List.of(Map.of("class", Noting.class.getName(), "argument", heard)));
        try (ClusterMetricsPublisher figures = new ClusterMetricsPublisher(conf, () -> cluster, new ManualClock(), FatalErrorHandler.logging("test"))) {
            figures.tell();
        }
        assertTrue(heard.containsAll(List.of("supervisors=1", "slotsTotal=4", "slotsUsed=3", "slotsFree=1", "executorsTotal=7", "tasksTotal=9",
            "host.slotsTotal=4", "host.totalMem=4096.0", "host.usedMem=512.0")), heard.toString());
        assertEquals("end", heard.get(heard.size() - 1));
    }

    @Test
    void consumersAreToldEverySoOften() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        Map<String, Object> conf = Map.of(REGISTER, List.of(Map.of("class", Noting.class.getName(), "argument", new CopyOnWriteArrayList<>())),
            "storm.cluster.metrics.consumer.publish.interval.secs", 1);
        try (ClusterMetricsPublisher figures = new ClusterMetricsPublisher(conf, () -> {
            asked.countDown();
            return new ClusterSummary(List.of(), List.of(), List.of());
        }, new ManualClock(), FatalErrorHandler.logging("test"))) {
            figures.start(() -> true);
            assertTrue(asked.await(100, TimeUnit.SECONDS), "twice, in less than the two minutes of the default");
        }
    }

    @Test
    void aConsumerThatIsNoneIsRefusedWithTheKey() {
        for (Object bad : List.of("x", List.of("x"), List.of(Map.of("argument", 1)), List.of(Map.of("class", "no.such.Class")))) {
            assertTrue(assertThrows(IllegalArgumentException.class,
                () -> new ClusterMetricsPublisher(Map.of(REGISTER, bad), () -> null, new ManualClock(), FatalErrorHandler.logging("test"))).getMessage().contains(REGISTER));
        }
    }
}
