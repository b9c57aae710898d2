// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.apache.storm.flux.model.ExecutionContext;
import org.junit.jupiter.api.Test;

class ComponentsTest {
    private static final String IT = """
        components:
          - id: it
            className: org.apache.storm.flux.Part
        """;

    private static List<String> calls(String indented) throws Exception {
        return Yaml.part(IT + indented.indent(4)).calls;
    }

    @Test
    void theConstructorIsTheOneNearestToTheArguments() throws Exception {
        assertEquals(List.of("()"), calls(""));
        assertEquals(List.of("String a"), calls("constructorArgs: [a]"));
        assertEquals(List.of("Object 7"), calls("constructorArgs: [7]"));
        assertEquals(List.of("float 5.5 SECONDS true"), calls("constructorArgs: [5.5, SECONDS, true]"));
        assertEquals(List.of("float 5.0 SECONDS true"), calls("constructorArgs: [5, SECONDS, yes]"));
        assertEquals(List.of("list 1 texts [a, b]"), calls("constructorArgs: [[1], [a, b]]"));
        assertEquals(List.of("int 3 [DAYS, HOURS] {a=1}"), calls("constructorArgs: [3, [DAYS, HOURS], {a: 1}]"));
    }

    @Test
    void aFactoryIsCalledInsteadOfAConstructor() throws Exception {
        assertEquals(List.of("String made"), calls("factory: make"));
        assertEquals(List.of("String made 7 []"), calls("factory: make\nfactoryArgs: [7]"));
        assertEquals(List.of("String made 7 [a, b]"), calls("factory: make\nfactoryArgs: [7, [a, b]]"));
        assertEquals(List.of("String made 7 [a, b]"), calls("factory: make\nfactoryArgs: [7, a, b]"));
    }

    @Test
    void propertiesAreSetThroughSettersAndPublicFieldsAndThenMethodsAreCalled() throws Exception {
        Part part = Yaml.part(IT + """
                properties:
                  - {name: size, value: 3}
                  - {name: name, value: n}
                  - {name: open, value: 2.5}
                configMethods:
                  - name: with
                    args: [4]
                  - name: with
                    args: [4000000000]
                  - name: with
                    args: [key, text]
                  - name: with
                    args: [key, [text]]
            """);
        assertEquals(List.of("()", "setSize 3", "setName n", "with int 4", "with long 4000000000", "with Object text", "with list [text]"), part.calls);
        assertEquals(2.5f, part.open);
    }

    @Test
    void componentsReferToEachOtherInAnyOrderAndEachIsMadeOnce() throws Exception {
        ExecutionContext context = Yaml.context("""
            components:
              - id: it
                className: org.apache.storm.flux.Part
                constructorArgs:
                  - ref: later
                properties:
                  - {name: other, ref: later}
                configMethods:
                  - name: parts
                    args:
                      - reflist: [later, last]
              - id: later
                className: org.apache.storm.flux.Part
                constructorArgs: [later]
              - id: last
                className: org.apache.storm.flux.Part
                factory: make
              - id: holder
                className: java.util.ArrayList
                configMethods:
                  - {name: add, args: [{ref: later}]}
            """ + Yaml.SPOUT);
        FluxBuilder.buildTopology(context);
        assertEquals(List.of("Object [String later]", "setOther [String later]", "parts [String later, String made]"), ((Part) context.getComponent("it")).calls);
        assertSame(context.getComponent("later"), ((List<?>) context.getComponent("holder")).get(0));
    }

    @Test
    void configMethodsOfAFinishedObjectUseTheComponentsThatAreThere() throws Exception {
        ExecutionContext context = Yaml.context(IT + """
                configMethods:
                  - {name: setOther, args: [{ref: it}]}
            """ + Yaml.SPOUT);
        context.addComponent("it", new Part("there"));
        Part part = new Part();
        FluxBuilder.invokeConfigMethods(context.getTopologyDef().getComponent("it"), part, context);
        assertEquals(List.of("()", "setOther [String there]"), part.calls);
    }

    @Test
    void mergeKeysAndAnchorsAreThoseOfYaml() throws Exception {
        assertEquals(List.of("String a", "setSize 1"), Yaml.part("""
            components:
              - &base
                id: base
                className: org.apache.storm.flux.Part
                constructorArgs: [a]
              - <<: *base
                id: it
                properties: [{name: size, value: 1}]
            """).calls);
    }
}
