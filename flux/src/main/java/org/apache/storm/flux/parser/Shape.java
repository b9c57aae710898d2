// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which keys a mapping of a Flux file may have and what each holds: the reader refuses others, and the JSON schema for editors says the same.
 * Immutable; any thread.
 *
 * @param title what such a mapping is called in messages
 * @param keys  the keys by name, in the order in which they are shown
 */
record Shape(String title, Map<String, Key> keys) {
    private static final Key CLASS_NAME = Key.of("className", Kind.TEXT, "the full name of the class; a nested one is Outer$Inner").asRequired();
    private static final Key ID = Key.of("id", Kind.TEXT, "what others refer to it by").asRequired();
    private static final Key ARGUMENTS = Key.of("constructorArgs", Kind.VALUES, "the constructor's arguments: values, {ref: id} or {reflist: [id, ...]}");

    static final Shape REF = new Shape("ref", Key.of("ref", Kind.TEXT, "the id of a component").asRequired());
    static final Shape REF_LIST = new Shape("reflist", Key.of("reflist", Kind.TEXTS, "the ids of components, which make one list").asRequired());

    static final Shape PROPERTY = new Shape("property",
        Key.of("name", Kind.TEXT, "set by a setter or a public field of this name").asRequired(),
        Key.of("value", Kind.ANY, "what it is set to"),
        Key.of("ref", Kind.TEXT, "the id of the component it is set to, instead of a value"));

    static final Shape METHOD = new Shape("config method",
        Key.of("name", Kind.TEXT, "a public method of the object").asRequired(),
        Key.of("args", Kind.VALUES, "its arguments: values, {ref: id} or {reflist: [id, ...]}"));

    static final Shape OBJECT = new Shape("object", CLASS_NAME, ARGUMENTS,
        Key.of("factory", Kind.TEXT, "a public static method of the class that makes the object, instead of a constructor"),
        Key.of("factoryArgs", Kind.VALUES, "the factory's arguments: values, {ref: id} or {reflist: [id, ...]}"),
        Key.list("properties", PROPERTY, "set once the object is made"),
        Key.list("configMethods", METHOD, "called in this order once the properties are set"));

    static final Shape COMPONENT = OBJECT.with("component", ID);
    static final Shape WORKER_HOOK = COMPONENT.with("worker hook");

    private static final Shape VERTEX = COMPONENT.with("vertex",
        Key.of("parallelism", Kind.COUNT, "the number of executors; 1 if not given"),
        Key.of("numTasks", Kind.COUNT, "the number of tasks; as many as executors if not given"),
        Key.of("onHeapMemoryLoad", Kind.AMOUNT, "memory on the heap that each task needs, in MB"),
        Key.of("offHeapMemoryLoad", Kind.AMOUNT, "memory off the heap that each task needs, in MB"),
        Key.of("cpuLoad", Kind.AMOUNT, "CPU that each task needs, in percent of a core"));

    static final Shape SPOUT = VERTEX.with("spout");
    static final Shape BOLT = VERTEX.with("bolt");

    static final Shape SOURCE = OBJECT.with("topologySource",
        Key.of("methodName", Kind.TEXT, "a public method that takes a Map or a Config and returns a StormTopology; getTopology if not given"));

    static final Shape GROUPING = new Shape("grouping",
        Key.of("type", Kind.GROUPING_TYPE, "how tuples are spread over tasks").asRequired(),
        Key.of("streamId", Kind.TEXT, "the stream of the sender; default if not given"),
        Key.of("args", Kind.TEXTS, "the fields of a FIELDS grouping"),
        Key.one("customClass", OBJECT, "the CustomStreamGrouping of a CUSTOM grouping"));

    static final Shape STREAM = new Shape("stream",
        Key.of("name", Kind.TEXT, "for readers only"),
        Key.of("from", Kind.TEXT, "the id of the spout or bolt that sends").asRequired(),
        Key.of("to", Kind.TEXT, "the id of the bolt that receives").asRequired(),
        Key.one("grouping", GROUPING, "how the bolt's tasks share the tuples").asRequired());

    static final Shape INCLUDE = new Shape("include",
        Key.of("file", Kind.TEXT, "a file, or a resource of the topology's jar").asRequired(),
        Key.of("resource", Kind.FLAG, "whether it is a resource; false if not given"),
        Key.of("override", Kind.FLAG, "whether what it defines replaces what is defined here; false if not given"));

    static final Shape TOPOLOGY = new Shape("topology",
        Key.of("name", Kind.TEXT, "the topology's name on the cluster"),
        Key.list("includes", INCLUDE, "other files whose parts are added"),
        Key.of("config", Kind.MAP, "the topology's configuration"),
        Key.list("components", COMPONENT, "objects that spouts, bolts and each other refer to"),
        Key.list("spouts", SPOUT, "where tuples come from"),
        Key.list("bolts", BOLT, "what processes tuples"),
        Key.list("streams", STREAM, "who receives what from whom"),
        Key.list("workerHooks", WORKER_HOOK, "run when a worker starts and ends"),
        Key.one("topologySource", SOURCE, "a class that makes the topology, instead of spouts, bolts and streams"));

    private Shape(String title, Key... keys) {
        this(title, byName(Map.of(), keys));
    }

    private Shape with(String newTitle, Key... more) {
        return new Shape(newTitle, byName(keys, more));
    }

    /** The title as it stands in a sentence. */
    String withArticle() {
        return ("aeiou".indexOf(title.charAt(0)) < 0 ? "a " : "an ") + title;
    }

    /** The ones that are added come first: an id stands before the class. */
    private static Map<String, Key> byName(Map<String, Key> inherited, Key... own) {
        Map<String, Key> all = new LinkedHashMap<>();
        for (Key key : own) {
            all.put(key.name(), key);
        }
        inherited.forEach(all::putIfAbsent);
        return all;
    }

    /** What a key may hold. */
    enum Kind { TEXT, COUNT, AMOUNT, FLAG, TEXTS, VALUES, ANY, MAP, GROUPING_TYPE, PART, PARTS }

    /**
     * One key.
     *
     * @param shape the mapping that a PART holds, and each entry of PARTS; null for the other kinds
     */
    record Key(String name, Kind kind, Shape shape, boolean required, String meaning) {
        private static Key of(String name, Kind kind, String meaning) {
            return new Key(name, kind, null, false, meaning);
        }

        private static Key one(String name, Shape shape, String meaning) {
            return new Key(name, Kind.PART, shape, false, meaning);
        }

        private static Key list(String name, Shape shape, String meaning) {
            return new Key(name, Kind.PARTS, shape, false, meaning);
        }

        private Key asRequired() {
            return new Key(name, kind, shape, true, meaning);
        }
    }
}
