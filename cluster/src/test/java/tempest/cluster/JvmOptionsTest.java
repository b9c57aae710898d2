// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
    private static final String KEY = "topology.worker.childopts";

    private static String refusal(Object value) {
        return assertThrows(IllegalArgumentException.class, () -> JvmOptions.of(Map.of(KEY, value), KEY)).getMessage();
    }

    @Test
    void aStringIsSplitAtWhiteSpaceAndKeepsItsQuotesUnlessTheyHoldATextWithSpacesTogether() {
        assertEquals(List.of("-Da=1", "-Db=\"2\"", "-Dc=it's", "-Dd='open", "-De=x y", "-Df='z'", "-Dg=isn't"),
            JvmOptions.split(" -Da=1\t-Db=\"2\"  -Dc=it's -Dd='open -De=\"x y\" -Df='z' -Dg=isn't\n"));
        assertEquals(List.of("-Dq=two words", "whole thing"), JvmOptions.split("-Dq='two words' \"whole thing\""));
        assertEquals(List.of(), JvmOptions.split("  "));
    }

    @Test
    void anElementOfAListIsOneOptionAndABlankOneIsNone() {
        assertEquals(List.of("-Da=b c", "-Dd=\"e f\""), JvmOptions.of(Map.of(KEY, List.of("-Da=b c", "", "-Dd=\"e f\"")), KEY));
        assertEquals(List.of(), JvmOptions.of(Map.of(), KEY));
    }

    @Test
    void whatTheJvmWouldTakeForTheClassToStartIsRefusedByName() {
        assertEquals("configuration topology.worker.childopts is -Xmx1g Xms1g; it must be JVM options; the JVM would take 'Xms1g' for the class that it is"
            + " to start", refusal("-Xmx1g Xms1g"));
        assertEquals("configuration topology.worker.childopts is [512m]; it must be JVM options; the JVM would take '512m' for the class that it is"
            + " to start", refusal(List.of("512m")));
        assertEquals("configuration topology.worker.childopts is 7; it must be a string or a list of strings", refusal(7));
    }

    @Test
    void anOptionMayTakeTheNextArgumentAsItsValue() {
        assertEquals(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "--add-modules=a.b", "@file", "-Xmx1g"),
            JvmOptions.of(Map.of(KEY, "--add-opens java.base/java.lang=ALL-UNNAMED --add-modules=a.b @file -Xmx1g"), KEY));
        assertEquals("configuration topology.worker.childopts is --add-modules=a.b c; it must be JVM options; the JVM would take 'c' for the class that it"
            + " is to start", refusal("--add-modules=a.b c"));
    }
}
