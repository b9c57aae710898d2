// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class FluxArgumentsTest {
    private static final String FLUX = "org.apache.storm.flux.Flux";

    private static FluxArguments of(String arguments) {
        return FluxArguments.of(List.of(arguments.split(" ")));
    }

    @Test
    void whatStreamparseSaysRunsLocally() {
        assertEquals(new FluxArguments(List.of("x.jar", FLUX, "--no-splash", "f.yaml"), true, 3, null),
            of("x.jar " + FLUX + " --local --no-splash --sleep 2001 f.yaml"));
        assertEquals(Integer.MAX_VALUE, of("x.jar " + FLUX + " --local --sleep 9223372036854775807 f.yaml").seconds());
        assertEquals(new FluxArguments(List.of("x.jar", FLUX, "-e", "f.yaml"), true, 1, "h:2181"), of("x.jar " + FLUX + " -e f.yaml -l -s 1 -z h:2181"));
        assertEquals(new FluxArguments(List.of("x.jar", FLUX, "f.yaml"), true, 60, "h:2181"), of("x.jar " + FLUX + " --local --zookeeper=h:2181 f.yaml"));
    }

    @Test
    void whatIsForTheClusterOrForAnotherMainStaysAsItIs() {
        for (String arguments : List.of("x.jar " + FLUX + " --no-splash f.yaml", "x.jar " + FLUX, "x.jar", "x.jar org.example.Main --local --sleep",
            "x.jar " + FLUX + " --local --dry-run f.yaml", "x.jar " + FLUX + " -d -l f.yaml")) {
            FluxArguments flux = of(arguments);
            assertFalse(flux.local(), arguments);
            assertEquals(arguments, String.join(" ", flux.rest()));
        }
    }

    @Test
    void aSleepThatIsNoTimeIsRefused() {
        for (String wrong : List.of("--sleep 0", "--sleep 5s", "--sleep")) {
            assertThrows(UsageException.class, () -> of("x.jar " + FLUX + " --local f.yaml " + wrong), wrong);
        }
    }
}
