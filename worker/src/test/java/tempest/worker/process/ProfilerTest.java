// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.storm.generated.ProfileAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Eventually;

final class ProfilerTest {
    @TempDir
    private Path folder;

    @Test
    void aStackDumpNamesEveryFrameOfThisTest() throws IOException {
        try (Profiler profiler = new Profiler(folder.resolve("new/folder"), 7, null)) {
            profiler.perform(ProfileAction.JSTACK_DUMP, Instant.EPOCH);
        }
        List<Path> files = files(folder.resolve("new/folder"));
        assertEquals(1, files.size());
        assertTrue(files.get(0).getFileName().toString().matches("jstack-7-.*\\.txt"), files.toString());
        assertTrue(Files.readString(files.get(0)).contains("aStackDumpNamesEveryFrameOfThisTest"));
    }

    @Test
    void aHeapDumpIsWrittenOnceARequest() throws IOException {
        try (Profiler profiler = new Profiler(folder, 7, null)) {
            profiler.perform(ProfileAction.JMAP_DUMP, Instant.EPOCH);
        }
        List<Path> files = files(folder);
        assertEquals(1, files.size());
        assertTrue(files.get(0).getFileName().toString().matches("heap-7-.*\\.bin"), files.toString());
        assertTrue(Files.size(files.get(0)) > 100_000);
    }

    @Test
    void aFlightRecordingIsDumpedWhileItRunsAndWhenItStops() throws IOException {
        try (Profiler profiler = new Profiler(folder, 7, null)) {
            profiler.perform(ProfileAction.JPROFILE_DUMP, Instant.EPOCH);
            assertEquals(List.of(), files(folder));
            profiler.perform(ProfileAction.JPROFILE_START, Instant.EPOCH);
            assertTrue(profiler.recording());
            profiler.perform(ProfileAction.JPROFILE_DUMP, Instant.ofEpochSecond(1));
            profiler.perform(ProfileAction.JPROFILE_STOP, Instant.ofEpochSecond(2));
            assertFalse(profiler.recording());
        }
        List<Path> files = files(folder);
        assertEquals(2, files.size());
        assertTrue(files.stream().allMatch(file -> file.toString().endsWith(".jfr")), files.toString());
    }

    @Test
    void aConfiguredCommandIsCalledInPlaceOfTheFlightRecorder() throws Exception {
        Path calls = folder.resolve("calls");
        Path command = Files.writeString(folder.resolve("profile.sh"), "#!/bin/sh\necho \"$@\" >> " + calls + "\n");
        assertTrue(command.toFile().setExecutable(true));
        Path target = folder.resolve("made");
        List<ProfileAction> actions = List.of(ProfileAction.JPROFILE_START, ProfileAction.JPROFILE_DUMP, ProfileAction.JPROFILE_STOP,
            ProfileAction.JSTACK_DUMP, ProfileAction.JMAP_DUMP);
        List<String> expected = List.of("7 start", "7 dump " + target, "7 stop " + target, "7 jstack " + target, "7 jmap " + target);
        try (Profiler profiler = new Profiler(target, 7, command.toString())) {
            for (int i = 0; i < actions.size(); i++) {
                int done = i + 1;
                profiler.perform(actions.get(i), Instant.EPOCH);
                Eventually.holds(expected.get(i), () -> Files.exists(calls) && Files.readAllLines(calls).equals(expected.subList(0, done)));
            }
            assertFalse(profiler.recording());
        }
        assertEquals(List.of(target.resolve("profiler.log")), files(target));
    }

    @Test
    void aCommandThatCannotBeRunHarmsNothing() throws IOException {
        try (Profiler profiler = new Profiler(folder, 7, folder.resolve("nothing").toString())) {
            profiler.perform(ProfileAction.JSTACK_DUMP, Instant.EPOCH);
        }
        assertTrue(files(folder).stream().noneMatch(file -> file.toString().endsWith(".txt")));
    }

    @Test
    void aFailureIsSurvived() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "in the way");
        try (Profiler profiler = new Profiler(notAFolder, 7, null)) {
            profiler.perform(ProfileAction.JSTACK_DUMP, Instant.EPOCH);
        }
        assertEquals("in the way", Files.readString(notAFolder));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
