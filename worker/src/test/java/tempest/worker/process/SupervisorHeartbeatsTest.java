// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.Eventually;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.LocalHeartbeat;

final class SupervisorHeartbeatsTest {
    private static final long NEVER_AGAIN_MS = 3_600_000;

    @TempDir
    private Path folder;

    private SupervisorHeartbeats start(long periodMillis) throws IOException {
        return SupervisorHeartbeats.start(folder, periodMillis, Clock.system(), FatalErrorHandler.logging("test"));
    }

    private LocalHeartbeat latest() {
        return LocalHeartbeat.read(folder).orElse(new LocalHeartbeat(0, false, "none"));
    }

    @Test
    void theyGoOnAndSayEachTimeWhatTheWorkerIsAtThen() throws Exception {
        AtomicReference<String> activity = new AtomicReference<>("preparing split, count");
        try (SupervisorHeartbeats heartbeats = start(1)) {
            heartbeats.at(activity::get);
            Eventually.holds("it is told", () -> latest().activity().equals("preparing split, count"));
            activity.set("preparing count");
            Eventually.holds("it is told", () -> latest().activity().equals("preparing count"));
            long count = latest().count();
            Eventually.holds("they go on", () -> latest().count() > count + 10);
        }
    }

    @Test
    void aChangeIsToldAtOnce() throws Exception {
        try (SupervisorHeartbeats heartbeats = start(NEVER_AGAIN_MS)) {
            Eventually.holds("the first comes at once", () -> latest().activity().equals("starting"));
            heartbeats.up();
            Eventually.holds("it is up", () -> latest().running());
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        folder = folder.resolve("none");
        String message = assertThrows(IOException.class, () -> start(1)).getMessage();
        assertEquals(true, message.contains(folder.toString()), message);
    }
}
