// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.BeanDef;
import org.apache.storm.flux.model.TopologyDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FluxParserTest {
    private static final String INCLUDED = """
        name: included
        config: {a: 2, z: 3}
        components:
          - {id: shared, className: theirs}
        spouts:
          - {id: s, className: theirs, parallelism: 7}
        bolts:
          - {id: b, className: theirs}
        streams:
          - {from: s, to: b, grouping: {type: SHUFFLE}}
        workerHooks:
          - {id: h, className: theirs}
        """;
    private static final String INCLUDING = """
        name: own
        includes:
          - {file: included.yaml, override: %s}
        config: {a: 1}
        components:
          - {id: shared, className: own}
          - {id: second, className: own}
        spouts:
          - {id: s, className: own}
        streams:
          - {from: s, to: b, grouping: {type: GLOBAL}}
        """;

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static TopologyDef read(String file, Properties properties) throws IOException {
        return FluxParser.parseFile(file, false, true, properties, false);
    }

    private static List<String> classes(List<? extends BeanDef> defs) {
        return defs.stream().map(def -> def.getId() + " " + def.getClassName()).toList();
    }

    @Test
    void anIncludeAddsWhatIsNotThere() throws IOException {
        file("included.yaml", INCLUDED);
        TopologyDef topology = read(file("own.yaml", INCLUDING.formatted("false")), null);
        assertEquals("own", topology.getName());
        assertEquals(Map.of("a", 1, "z", 3), topology.getConfig());
        assertEquals(List.of("shared own", "second own"), classes(topology.getComponents()));
        assertEquals(List.of("s own"), classes(topology.getSpouts()));
        assertEquals(List.of("b theirs"), classes(topology.getBolts()));
        assertEquals(List.of("h theirs"), classes(topology.getWorkerHooks()));
        assertEquals(List.of("GLOBAL"), topology.getStreams().stream().map(s -> s.getGrouping().getType().name()).toList());
    }

    @Test
    void anIncludeThatOverridesReplacesWhatIsThere() throws IOException {
        file("included.yaml", INCLUDED);
        TopologyDef topology = read(file("own.yaml", INCLUDING.formatted("true")), null);
        assertEquals("included", topology.getName());
        assertEquals(Map.of("a", 2, "z", 3), topology.getConfig());
        assertEquals(List.of("shared theirs", "second own"), classes(topology.getComponents()));
        assertEquals(7, topology.getSpoutDef("s").getParallelism());
        assertEquals(List.of("SHUFFLE"), topology.getStreams().stream().map(s -> s.getGrouping().getType().name()).toList());
        assertEquals(1, topology.parallelismForBolt("b"));
    }

    @Test
    void includesAreReadFromResourcesAndOnlyIfAskedFor() throws IOException {
        String own = file("own.yaml", "name: own\nincludes: [{resource: true, file: /wordcount.yaml}]");
        assertEquals(List.of("words"), read(own, null).getSpouts().stream().map(BeanDef::getId).toList());
        assertEquals(List.of(), FluxParser.parseFile(own, false, false, null, false).getSpouts());
        assertEquals("word-count", FluxParser.parseResource("wordcount.yaml", true, true, null, false).getName());
    }

    @Test
    void whatIsWrongInAnIncludeIsToldWithBothPlaces() throws IOException {
        String inner = file("included.yaml", "name: n\nbolt: []");
        String own = file("own.yaml", "name: own\nincludes:\n  - {file: included.yaml}");
        assertEquals(own + ":3: in an include: " + inner + ":2: a topology has no key 'bolt'; did you mean 'bolts'?",
            assertThrows(FluxException.class, () -> read(own, null)).getMessage());
        String none = file("own.yaml", "includes:\n  - {resource: true, file: none.yaml}");
        assertEquals(none + ":2: in an include: none.yaml: there is no such resource on the class path; a file is read without --resource",
            assertThrows(FluxException.class, () -> read(none, null)).getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        String file = folder.resolve("none.yaml").toString();
        assertEquals(file + ": there is no such file (looked for " + file + "); a resource of the jar is read with --resource",
            assertThrows(FluxException.class, () -> read(file, null)).getMessage());
        assertEquals("none.yaml: there is no such resource on the class path; a file is read without --resource",
            assertThrows(FluxException.class, () -> FluxParser.parseResource("none.yaml", false, true, null, false)).getMessage());
    }

    @Test
    void propertiesAreReadFromFilesAndResourcesAndPutIn() throws IOException {
        Properties properties = FluxParser.parseProperties(file("p.properties", "n=put in\nworkers: 3\nlist=[\"a\", b]\n"), false);
        TopologyDef topology = read(file("own.yaml", "name: ${n}\nconfig:\n  w: ${workers}\n  l: ${list}\n  e: ${list[1]}\n"), properties);
        assertEquals("put in", topology.getName());
        assertEquals(Map.of("w", 3, "l", List.of("a", "b"), "e", "b"), topology.getConfig());
        assertEquals("word", FluxParser.parseProperties("wordcount.properties", true).getProperty("field"));
        assertNull(FluxParser.parseProperties(null, false));
    }

    @Test
    void everyPartKnowsItsLine() throws IOException {
        String own = file("own.yaml", INCLUDED);
        TopologyDef topology = read(own, null);
        assertEquals(own + ":4", topology.getComponent("shared").location());
        assertEquals(own + ":10", topology.getStreams().get(0).location());
        assertEquals(own + ":12", topology.getWorkerHook("h").location());
    }

    @Test
    void whatIsTooLargeOrTooDeepIsRefused() throws IOException {
        String large = file("large.yaml", "#".repeat(4 << 20));
        assertEquals(large + ": a topology has at most 3145728 bytes, and this has more",
            assertThrows(FluxException.class, () -> read(large, null)).getMessage());
        String deep = file("deep.yaml", "config: {a: " + "[".repeat(60) + "]".repeat(60) + "}");
        assertEquals(deep + ": this YAML cannot be read: Nesting Depth exceeded max 50", assertThrows(FluxException.class, () -> read(deep, null)).getMessage());
    }
}
