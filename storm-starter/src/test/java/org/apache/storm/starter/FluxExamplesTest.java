// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.storm.flux.FluxBuilder;
import org.apache.storm.flux.model.ExecutionContext;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.flux.parser.FluxParser;
import org.apache.storm.generated.StormTopology;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The YAML in {@code docs/flux.md} and in the examples' jar makes topologies. */
class FluxExamplesTest {
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    private static StormTopology build(TopologyDef topology) throws Exception {
        return FluxBuilder.buildTopology(new ExecutionContext(topology, FluxBuilder.buildConfig(topology)));
    }

    private static List<String> examples() throws IOException {
        Matcher found = YAML.matcher(Files.readString(Path.of("../docs/flux.md")));
        return Stream.iterate(found, f -> f).takeWhile(Matcher::find).map(f -> f.group(1)).toList();
    }

    @TestFactory
    Stream<DynamicTest> everyExampleOfTheDocumentationIsATopology() throws IOException {
        List<String> examples = examples();
        assertTrue(examples.size() > 3, "examples are missing");
        return examples.stream().map(yaml -> DynamicTest.dynamicTest(yaml.lines().findFirst().orElseThrow(), () -> {
            TopologyDef topology = FluxParser.parseInputStream(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), false, true, null, false);
            StormTopology built = build(topology);
            assertEquals(topology.getSpouts().size(), built.get_spouts_size());
            assertEquals(topology.getBolts().size(), built.get_bolts_size());
        }));
    }

    @Test
    void theWordCountInYamlIsTheOneInJavaAndTheOneInTheDocumentation() throws Exception {
        StormTopology yaml = build(FluxParser.parseResource("word-count.yaml", false, true, null, false));
        StormTopology java = WordCountTopology.topology().createTopology();
        java.get_bolts().get("split").get_common().set_inputs(yaml.get_bolts().get("split").get_common().get_inputs());
        assertEquals(java.get_bolts(), yaml.get_bolts());
        assertEquals(java.get_spouts().get("spout"), yaml.get_spouts().get("sentences"));
        assertTrue(Files.readString(Path.of("src/main/resources/word-count.yaml")).endsWith(examples().get(0)));
    }
}
