// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.storm.flux.api.FluxException;
import org.junit.jupiter.api.Test;

class FluxOptionsTest {
    private static FluxOptions of(String line) {
        return FluxOptions.of(line.split(" "));
    }

    @Test
    void optionsStandInAnyOrderAndInBothForms() {
        assertEquals(new FluxOptions("f.yaml", false, true, true, "p", true, true, true, true, true, 5, "h:1"),
            of("-d -e -f p f.yaml -i -l -n -q -R -s 5 -z h:1 -r"));
        assertEquals(of("-d -e -f p f.yaml -i -l -n -q -R -s 5 -z h:1"),
            of("--dry-run --env-filter --filter=p --inactive --local --no-splash --no-detail --resource --sleep=5 --zookeeper h:1 --remote f.yaml"));
        assertEquals(new FluxOptions("f.yaml", false, false, false, null, false, false, false, false, false, 60_000, null), of("f.yaml"));
        assertTrue(of("-h").help());
    }

    @Test
    void whatStreamparseAsksForIsUnderstood() {
        assertEquals(Long.MAX_VALUE, of("--local --no-splash --sleep 9223372036854775807 f.yaml").sleepMillis());
    }

    @Test
    void wrongOptionsAreNamed() {
        Map.of(
            "--no-spash f.yaml", "there is no option --no-spash; did you mean '--no-splash'?; see --help",
            "-x f.yaml", "there is no option -x; see --help",
            "--local", "no YAML file is given; see --help",
            "a.yaml b.yaml", "there are two files, a.yaml and b.yaml; give one",
            "f.yaml --filter", "--filter takes a value",
            "f.yaml --local=yes", "--local takes no value",
            "f.yaml --sleep 0", "--sleep takes a whole number of milliseconds of at least 1, not '0'")
            .forEach((line, message) -> assertEquals(message, assertThrows(FluxException.class, () -> of(line)).getMessage()));
    }
}
