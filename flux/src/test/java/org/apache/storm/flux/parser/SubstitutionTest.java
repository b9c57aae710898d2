// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Properties;
import org.apache.storm.flux.api.FluxException;
import org.junit.jupiter.api.Test;

class SubstitutionTest {
    private final Properties properties = new Properties();

    private String apply(String text) {
        return new Substitution(properties, Map.of("HOME", "/h")).apply(text, "f.yaml");
    }

    @Test
    void namesOfPropertiesAndOfTheEnvironmentGetTheirValues() {
        properties.setProperty("a.b", "$1 \\ x");
        assertEquals("x: $1 \\ x-/h-$1 \\ x", apply("x: ${a.b}-${ENV-HOME}-${a.b}"));
    }

    @Test
    void whatHasNoValueStaysAsItIs() {
        assertEquals("${none} ${ENV-NONE} $none ${", apply("${none} ${ENV-NONE} $none ${"));
        assertEquals("${ENV-HOME} ${a}", new Substitution(null, null).apply("${ENV-HOME} ${a}", "f.yaml"));
    }

    @Test
    void whatIsPutInIsNotLookedThroughAgain() {
        properties.setProperty("a", "${b}");
        properties.setProperty("b", "2");
        assertEquals("${b}", apply("${a}"));
    }

    @Test
    void elementsOfListsAreTakenByTheirPlace() {
        properties.setProperty("l", "[\"one\", 2, 'three: 3']");
        assertEquals("one 2 three: 3", apply("${l[0]} ${l[1]} ${l[2]}"));
        properties.setProperty("l[0]", "the property of that name");
        assertEquals("the property of that name", apply("${l[0]}"));
    }

    @Test
    void anElementThatIsNotThereIsRefusedWithTheLine() {
        properties.setProperty("l", "[a, b]");
        properties.setProperty("t", "text");
        assertEquals("f.yaml:3: ${l[2]}: the property l has 2 elements, the first of which is [0]",
            assertThrows(FluxException.class, () -> apply("a: b\n\n${l[2]}")).getMessage());
        assertEquals("f.yaml:2: ${t[0]}: the property t is no list; write it as [a, b]",
            assertThrows(FluxException.class, () -> apply("a: b\nc: ${t[0]}")).getMessage());
    }
}
