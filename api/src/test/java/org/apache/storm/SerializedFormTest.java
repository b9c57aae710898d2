// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The recorded facts, a line a class: its name, its serialVersionUID, its serialized fields with their types. A field marked with a tilde only
 * means something while a task runs, so that a component on its way to a worker may lack it.
 */
class SerializedFormTest {

    static Stream<String> facts() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                SerializedFormTest.class.getResourceAsStream("/contract/serialized-classes.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aComponentSerializedByStormsClientIsReadWithAllThatItNeeds(String fact) throws ClassNotFoundException {
        String[] parts = fact.split(" ");
        ObjectStreamClass form = ObjectStreamClass.lookup(Class.forName(parts[0], false, getClass().getClassLoader()));
        assertEquals(parts[1], form.getSerialVersionUID() + "L", "serialVersionUID");
        Set<String> needed = new TreeSet<>();
        Set<String> allowed = new TreeSet<>();
        for (int i = 2; i < parts.length; i++) {
            boolean runtime = parts[i].startsWith("~");
            allowed.add(runtime ? parts[i].substring(1) : parts[i]);
            if (!runtime) {
                needed.add(parts[i]);
            }
        }
        Set<String> ours = new TreeSet<>();
        for (ObjectStreamField field : form.getFields()) {
            ours.add(field.getName() + ":" + field.getType().getTypeName());
        }
        assertTrue(ours.containsAll(needed), () -> "needs " + needed + " but has " + ours);
        assertTrue(allowed.containsAll(ours), () -> "may have " + allowed + " but has " + ours);
    }

    @Test
    void everyPublicSerializableClassThatUsersExtendIsAmongTheFacts() throws IOException {
        Set<String> names = new TreeSet<>();
        facts().forEach(fact -> names.add(fact.split(" ")[0]));
        for (Class<?> type : new Class<?>[] {org.apache.storm.topology.base.BaseRichBolt.class,
            org.apache.storm.topology.base.BaseRichSpout.class, org.apache.storm.topology.base.BaseBasicBolt.class,
            org.apache.storm.topology.base.BaseWindowedBolt.class, org.apache.storm.topology.base.BaseStatefulBolt.class,
            org.apache.storm.task.ShellBolt.class, org.apache.storm.spout.ShellSpout.class, org.apache.storm.tuple.Fields.class,
            org.apache.storm.Config.class}) {
            assertTrue(names.contains(type.getName()), type.getName());
        }
    }
}
