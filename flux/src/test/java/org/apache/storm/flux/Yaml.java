// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.storm.flux.model.ExecutionContext;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.flux.parser.FluxParser;
import org.apache.storm.generated.StormTopology;

/** Reads and builds what tests write down. */
final class Yaml {
    static final String SPOUT = """
        spouts:
          - id: words
            className: org.apache.storm.testing.TestWordSpout
        """;

    private Yaml() {
    }

    static TopologyDef read(String text) throws IOException {
        return read(text, null);
    }

    static TopologyDef read(String text, Properties properties) throws IOException {
        return FluxParser.parseInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), false, true, properties, true);
    }

    static ExecutionContext context(String text) throws IOException {
        TopologyDef topology = read(text);
        return new ExecutionContext(topology, FluxBuilder.buildConfig(topology));
    }

    static StormTopology build(String text) throws Exception {
        return FluxBuilder.buildTopology(context(text));
    }

    /** The component 'it' of the text, to which a spout is added. */
    static Part part(String text) throws Exception {
        ExecutionContext context = context(text + SPOUT);
        FluxBuilder.buildTopology(context);
        return (Part) context.getComponent("it");
    }
}
