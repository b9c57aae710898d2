// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCheckTest {

    @TempDir
    private Path folder;
    private final Map<String, Object> conf = new HashMap<>();

    private void script(String name, String body, boolean executable) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertTrue(script.toFile().setExecutable(executable));
    }

    private HealthCheck.Result run() {
        conf.put("storm.health.check.dir", folder.toString());
        conf.putIfAbsent("storm.health.check.timeout.ms", 60_000);
        return HealthCheck.of(conf).run();
    }

    @Test
    void withoutScriptsOrWithContentOnesAComputerIsFit() throws IOException {
        conf.put("storm.health.check.dir", "no-such-folder");
        assertTrue(HealthCheck.of(conf).run().healthy());
        script("a", "echo all is well; echo 'an ERROR inside of a line is none'", true);
        script("b", "exit 1", false);
        HealthCheck.Result result = run();
        assertTrue(result.healthy());
        assertTrue(result.problems().isEmpty());
    }

    @Test
    void aLineThatBeginsWithErrorOrAnExitCodeSaysNoAndIsNamed() throws IOException {
        script("a", "echo fine; echo 'ERROR no disk'", true);
        script("b", "exit 3", true);
        HealthCheck.Result result = run();
        assertFalse(result.healthy());
        assertEquals(2, result.problems().size());
        assertTrue(result.problems().get(0).endsWith("a: ERROR no disk"), result.problems().toString());
        assertTrue(result.problems().get(1).endsWith("b exited with 3"), result.problems().toString());
    }

    @Test
    void aScriptThatDoesNotEndIsEndedAndCountsAsConfigured() throws IOException {
        script("slow", "exec sleep 1000", true);
        conf.put("storm.health.check.timeout.ms", 50);
        assertFalse(run().healthy());
        conf.put("storm.health.check.fail.on.timeouts", false);
        HealthCheck.Result result = run();
        assertTrue(result.healthy());
        assertTrue(result.problems().get(0).contains("50 ms"), result.problems().toString());
    }
}
