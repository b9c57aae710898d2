// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.apache.storm.flux.api.FluxException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One line for each kind of mistake: where, what, and what would be right. */
class WrongDefinitionsTest {
    private static final String WORDS = "spouts:\n  - {id: words, className: org.apache.storm.testing.TestWordSpout}\n";
    private static final String PART = "{id: it, className: org.apache.storm.flux.Part";
    private static final String CONSTRUCTORS = "Part(), Part(List, String[]), Part(Object), Part(String), Part(float, TimeUnit, boolean), Part(int, "
        + "TimeUnit[], Map)";

    private static DynamicTest says(String what, String yaml, String expected) {
        return DynamicTest.dynamicTest(what, () -> assertEquals(expected, assertThrows(FluxException.class, () -> Yaml.build(yaml)).getMessage()));
    }

    private static DynamicTest ofPart(String what, String rest, String expected) {
        return says(what, "components:\n  - " + PART + rest + "}\n" + WORDS, "(stream):2: component 'it'" + expected);
    }

    private static DynamicTest ofStream(String what, String stream, String expected) {
        return says(what, WORDS + "bolts:\n  - " + PART + "}\nstreams:\n  - " + stream, "(stream):6: " + expected);
    }

    @TestFactory
    Stream<DynamicTest> keysAndValues() {
        return Stream.of(
            says("no YAML", "name: [a\nb: c", "(stream):2: this YAML cannot be read: expected ',' or ']', but got :"),
            says("nothing", "# nothing", "(stream): there is nothing in this file; it takes a name, and spouts, bolts and streams or a topologySource"),
            says("a list", "- a",
                "(stream):1: a topology is a mapping of name, includes, config, components, spouts, bolts, streams, workerHooks, topologySource, not a list"),
            says("no topology", "name: n", "(stream): there is no topology: give spouts, bolts and streams, or a topologySource"),
            says("an unknown key", "name: n\nsputs: []", "(stream):2: a topology has no key 'sputs'; did you mean 'spouts'?"),
            says("an unknown key far from all", "includes:\n  - {file: x, zzzzzz: 1}",
                "(stream):2: an include has no key 'zzzzzz'; it has file, resource, override"),
            says("a key of a bolt", "bolts:\n  - id: b\n    className: c\n    paralelism: 1",
                "(stream):4: a bolt has no key 'paralelism'; did you mean 'parallelism'?"),
            says("no id", "bolts:\n  - className: c", "(stream):2: this bolt has no id (what others refer to it by)"),
            says("no class", "bolts:\n  - id: b", "(stream):2: this bolt 'b' has no className (the full name of the class; a nested one is Outer$Inner)"),
            says("a number that is none", WORDS.replace("}",
                ",\n     parallelism: two}"), "(stream):3: 'parallelism' takes a whole number of at least 1, not 'two'"),
            says("a number too small", WORDS.replace("}", ", numTasks: 0}"), "(stream):2: 'numTasks' takes a whole number of at least 1, not '0'"),
            says("a flag that is none", "includes: [{file: x, override: maybe}]", "(stream):1: 'override' takes true or false, not 'maybe'"),
            says("a list that is none", "bolts: x", "(stream):1: 'bolts' takes a list, not 'x'"),
            says("a map that is none", "config: [1]", "(stream):1: 'config' takes a mapping of keys to values, not a list"),
            says("text that is none", "name: [1]", "(stream):1: 'name' takes text, not a list"),
            says("an object that a tag names", "config: {a: !!java.net.URL [x]}",
                "(stream):1: this YAML cannot be read: Global tag is not allowed: tag:yaml.org,2002:java.net.URL"),
            says("two of one id", WORDS + "bolts:\n  - {id: words, className: x}",
                "(stream):4: there is a spout or bolt with the id 'words' already, at (stream):2; give each an id of its own"),
            says("two components of one id", "components:\n  - " + PART + "}\n  - " + PART + "}",
                "(stream):3: there is a component with the id 'it' already, at (stream):2; give each an id of its own"),
            says("both", WORDS + "topologySource:\n  className: x", "(stream):4: there is a topologySource beside spouts, bolts or streams; take one of them out"));
    }

    @TestFactory
    Stream<DynamicTest> objects() {
        return Stream.of(
            says("an unknown class", "spouts:\n  - {id: s, className: a.B}",
                "(stream):2: spout 's': there is no class a.B on the class path; the topology's jar must hold it"),
            says("a nested class", "spouts:\n  - {id: s, className: java.util.Map.Entry}",
                "(stream):2: spout 's': there is no class java.util.Map.Entry on the class path; did you mean 'java.util.Map$Entry'?; the topology's "
                    + "jar must hold it"),
            says("no spout", "spouts:\n  - " + PART + "}", "(stream):2: spout 'it': org.apache.storm.flux.Part is none; it must be an IRichSpout"),
            says("abstract", "spouts:\n  - {id: s, className: java.util.AbstractList}",
                "(stream):2: spout 's': java.util.AbstractList is abstract; give a class that can be made, or a factory"),
            ofPart("no constructor for so many", ", constructorArgs: [1, 2, 3, x]",
                ": no public constructor of org.apache.storm.flux.Part takes (whole number 1, whole number 2, whole number 3, text 'x'); there are " + CONSTRUCTORS),
            ofPart("one of that count", ", constructorArgs: [a, b]", ": argument 1 of Part(List, String[]) must be List, not text 'a'; there are also "
                + CONSTRUCTORS.replace("Part(List, String[]), ", "")),
            ofPart("no such constant", ", factory: make, factoryArgs: [a]",
                ": no factory make of org.apache.storm.flux.Part takes (text 'a'); there are make(), make(long, String[])"),
            ofPart("no such factory", ", factory: mke", ": the factory: org.apache.storm.flux.Part has no public static method mke(); did you mean 'make'?"),
            says("a factory and constructor arguments", "components:\n  - " + PART + ", factory: make, constructorArgs: [1]}",
                    "(stream):2: constructorArgs beside a factory; call them factoryArgs"),
            says("factory arguments alone", "components:\n  - " + PART + ", factoryArgs: [1]}",
                "(stream):2: factoryArgs without a factory; name the static method under factory, or call them constructorArgs"),
            ofPart("no such property", ", properties: [{name: sise, value: 1}]",
                ": org.apache.storm.flux.Part has no setter setSise() and no public field sise; did you mean 'size'?"),
            ofPart("a property of another type", ", properties: [{name: size, value: x}]", ": argument 1 of setSize(int) must be int, not text 'x'"),
            ofPart("a number too large", ", properties: [{name: size, value: 4000000000}]", ": argument 1 of setSize(int) must be int, not whole number 4000000000"),
            ofPart("a field of another type", ", properties: [{name: open, value: x}]", ": the field open takes float, not text 'x'"),
            ofPart("a constant as a property", ", properties: [{name: UNCHANGEABLE, value: 1}]",
                ": org.apache.storm.flux.Part has no setter setUNCHANGEABLE() and no public field UNCHANGEABLE; did you mean 'UNCHANGEABLE'?"),
            says("a value and a ref", "components:\n  - " + PART + ", properties: [{name: size, value: 1, ref: it}]}\n" + WORDS,
                "(stream):2: the property 'size' has a value and a ref; give one of them"),
            ofPart("no such method", ", configMethods: [{name: wth}]", ": org.apache.storm.flux.Part has no public method wth(); did you mean 'with'?"),
            ofPart("what user code throws", ", configMethods: [{name: refuse}]",
                ": refuse of org.apache.storm.flux.Part threw java.lang.IllegalStateException: refused"),
            says("a factory of nothing", "spouts:\n  - " + PART + ", factory: nothing}",
                "(stream):2: spout 'it': its factory returned null; it must be an IRichSpout"),
            says("a source without the method", "topologySource:\n  className: org.apache.storm.flux.Part",
                "(stream):2: topologySource: org.apache.storm.flux.Part has no public method getTopology() that takes a Map or a Config and returns a "
                    + "StormTopology"));
    }

    @TestFactory
    Stream<DynamicTest> references() {
        String refs = "components:\n  - {id: alpha, className: org.apache.storm.flux.Part, constructorArgs: [{ref: %s}]}\n"
            + "  - {id: beta, className: org.apache.storm.flux.Part, properties: [{name: other, ref: %s}]}\n" + WORDS;
        return Stream.of(
            says("to nothing", refs.formatted("bta", "x"), "(stream):2: ref 'bta' leads to no component; did you mean 'beta'?"),
            says("to nothing near", refs.formatted("beta", "zzzzzzzz"), "(stream):3: ref 'zzzzzzzz' leads to no component; there are alpha, beta"),
            says("to a spout", refs.formatted("words", "x"), "(stream):2: ref 'words' leads to a spout or bolt; refs lead to what is under components"),
            says("in a circle", refs.formatted("beta", "alpha"),
                "(stream):3: components need each other: alpha -> beta -> alpha; none of them can be made first: take one of these refs out"),
            says("to itself", refs.formatted("alpha", "x"),
                "(stream):2: components need each other: alpha -> alpha; none of them can be made first: take one of these refs out"));
    }

    @TestFactory
    Stream<DynamicTest> streams() {
        return Stream.of(
            ofStream("from nobody", "{from: wrds, to: it, grouping: {type: SHUFFLE}}",
                "this stream comes from 'wrds', which is no spout or bolt; did you mean 'words'?"),
            ofStream("to nobody", "{from: words, to: zzzzzz, grouping: {type: SHUFFLE}}", "this stream leads to 'zzzzzz', which is no bolt; there are it"),
            ofStream("to a spout", "{from: words, to: words, grouping: {type: SHUFFLE}}", "this stream leads to 'words', which is a spout; tuples go to bolts only"),
            ofStream("no grouping", "{from: words, to: it}", "this stream has no grouping (how the bolt's tasks share the tuples)"),
            ofStream("no type", "{from: words, to: it, grouping: {args: [word]}}", "this grouping has no type (how tuples are spread over tasks)"),
            ofStream("an unknown type", "{from: words, to: it, grouping: {type: shufle}}",
                "'type' takes one of ALL, CUSTOM, DIRECT, SHUFFLE, LOCAL_OR_SHUFFLE, FIELDS, GLOBAL, NONE, not 'shufle'; did you mean 'SHUFFLE'?"),
            ofStream("no fields", "{from: words, to: it, grouping: {type: FIELDS}}", "a FIELDS grouping needs the names of fields: args: [word]"),
            ofStream("no class", "{from: words, to: it, grouping: {type: CUSTOM}}", "a CUSTOM grouping needs a customClass with a className"),
            ofStream("a class of another kind", "{from: words, to: it, grouping: {type: CUSTOM, customClass: {className: java.util.ArrayList}}}",
                "customClass: java.util.ArrayList is none; it must be a CustomStreamGrouping"));
    }
}
