// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.BlobKeys;
import tempest.cluster.Eventually;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.LocalLayout;
import tempest.cluster.ManualClock;
import tempest.cluster.NimbusRpc;
import tempest.rpc.TempestNimbus;
import tempest.supervisor.localizer.FakeBlobs;
import tempest.supervisor.localizer.Localizer;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.SlotAssignment;
import tempest.supervisor.slot.WorkerHandle;
import tempest.supervisor.slot.WorkerLauncher;

/** What the times of a supervisor's configuration do, with a clock moved by hand, and its port's TLS. */
class SupervisorKeysTest {
    private static final String ID = "words-1-2";

    @TempDir
    private Path home;
    private final InMemoryClusterState state = new InMemoryClusterState();
    private final ManualClock clock = new ManualClock();
    private final FakeBlobs blobs = new FakeBlobs();
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void close() {
        state.close();
    }

    /** Starts nothing, and counts how often it is to look after its workers. */
    private final class Idle implements WorkerLauncher {
        @Override
        public WorkerHandle launch(LaunchRequest request) {
            throw new AssertionError("nothing is assigned");
        }

        @Override
        public List<WorkerHandle> adopt() {
            return List.of();
        }

        @Override
        public void enforceLimits() {
            looks.incrementAndGet();
        }
    }

    /** Takes every heartbeat. */
    private static final class Silent implements NimbusRpc {
        @Override
        public <T> T call(Call<T> call) throws TException {
            return call.on((TempestNimbus.Iface) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {TempestNimbus.Iface.class},
                (proxy, method, arguments) -> null));
        }

        @Override
        public void close() { }
    }

    private static Map<String, Object> conf() {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.putAll(Map.of("supervisor.slots.ports", List.of(6700), "supervisor.thrift.port", 0, "storm.local.hostname", "here"));
        return conf;
    }

    @Test
    void workersBlobsAndUnusedFilesAreLookedAtAsOftenAsConfigured() throws Exception {
        Map<String, Object> conf = conf();
        conf.putAll(Map.of("supervisor.monitor.frequency.secs", 1, "supervisor.localizer.update.blob.interval.secs", 5,
            "supervisor.localizer.cleanup.interval.ms", 7000));
        SupervisorConfig config = SupervisorConfig.of(conf);
        LocalLayout layout = LocalLayout.of(Map.of(), home);
        Localizer localizer = new Localizer(config.localizer(), layout, blobs, millis -> { }, null);
        for (String id : List.of(ID, "ended-1-1")) {
            blobs.topology(id, Map.of("v", 1), List.of());
        }
        AtomicInteger restarts = new AtomicInteger();
        try (Supervisor supervisor = new Supervisor(new Supervisor.Parts(config, null, layout, state, new Silent(), localizer, clock, id -> new Idle(), "test",
            FatalErrorHandler.logging("supervisor")))) {
            supervisor.start();
            acquire(localizer, ID, restarts::incrementAndGet);
            acquire(localizer, "ended-1-1", () -> { });
            localizer.release("ended-1-1", 6700);
            blobs.put(BlobKeys.conf(ID), 2, FakeBlobs.conf(Map.of("v", 2)));
            clock.advance(1_001, TimeUnit.MILLISECONDS);
            Eventually.holds("workers are looked at, in less than the three seconds of the default", () -> looks.get() > 0);
            clock.advance(4, TimeUnit.SECONDS);
            Eventually.holds("the new version is noticed, in less than half a minute", () -> restarts.get() > 0);
            assertTrue(Files.exists(layout.stormDist("ended-1-1")));
            clock.advance(2, TimeUnit.SECONDS);
            Eventually.holds("unused files go, in less than half a minute", () -> !Files.exists(layout.stormDist("ended-1-1")));
            assertTrue(Files.exists(layout.stormDist(ID)));
        }
    }

    private static void acquire(Localizer localizer, String id, Runnable restart) throws Exception {
        localizer.acquire(new SlotAssignment(id, Set.of(new ExecutorInfo(1, 1)), null, "me"), 6700, restart).get(60, TimeUnit.SECONDS);
    }

    @Test
    void thePortSpeaksTlsIfClientsAreToUseIt() throws Exception {
        FatalErrorHandler fatal = FatalErrorHandler.logging("supervisor");
        ServicePort.listen(conf(), fatal).close();
        Map<String, Object> secured = conf();
        secured.put("supervisor.thrift.client.use.tls", true);
        String told = assertThrows(RuntimeException.class, () -> ServicePort.listen(secured, fatal)).getMessage();
        assertTrue(told.contains("supervisor.thrift.tls.server.keystore.path is not set"), told);
        assertEquals(1, told.lines().count());
    }
}
