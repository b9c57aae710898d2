// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.storm.flux.model.BeanDef;
import org.apache.storm.flux.model.BoltDef;
import org.apache.storm.flux.model.ConfigMethodDef;
import org.apache.storm.flux.model.GroupingDef;
import org.apache.storm.flux.model.IncludeDef;
import org.apache.storm.flux.model.ObjectDef;
import org.apache.storm.flux.model.PropertyDef;
import org.apache.storm.flux.model.SpoutDef;
import org.apache.storm.flux.model.StreamDef;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.flux.model.TopologySourceDef;
import org.apache.storm.flux.model.WorkerHookDef;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void theKeysAreThoseThatTheModelCanHold() {
        Map.ofEntries(Map.entry(Shape.TOPOLOGY, TopologyDef.class), Map.entry(Shape.OBJECT, ObjectDef.class), Map.entry(Shape.COMPONENT, BeanDef.class),
            Map.entry(Shape.SPOUT, SpoutDef.class), Map.entry(Shape.BOLT, BoltDef.class), Map.entry(Shape.STREAM, StreamDef.class),
            Map.entry(Shape.GROUPING, GroupingDef.class), Map.entry(Shape.INCLUDE, IncludeDef.class), Map.entry(Shape.PROPERTY, PropertyDef.class),
            Map.entry(Shape.METHOD, ConfigMethodDef.class), Map.entry(Shape.SOURCE, TopologySourceDef.class), Map.entry(Shape.WORKER_HOOK, WorkerHookDef.class))
            .forEach((shape, model) -> assertEquals(setters(model), new TreeSet<>(shape.keys().keySet()), shape.title()));
    }

    private static Set<String> setters(Class<?> model) {
        return Arrays.stream(model.getMethods()).map(m -> m.getName()).filter(name -> name.startsWith("set"))
            .map(name -> name.substring(3, 4).toLowerCase(java.util.Locale.ROOT) + name.substring(4)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theSchemaForEditorsSaysTheSame() throws IOException {
        assertEquals(Files.readString(EditorSchema.FILE), EditorSchema.text(), "run EditorSchema to write " + EditorSchema.FILE + " anew");
    }
}
