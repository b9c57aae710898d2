// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.IncludeDef;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file, a resource or a stream into a {@link TopologyDef}. Called by the main thread, which builds the topology from it; no class that a file
 * names is touched here. What is wrong is told by a {@link FluxException} with file and line.
 */
public class FluxParser {
    private static final Logger LOG = LoggerFactory.getLogger(FluxParser.class);
    /** More than this is no topology. */
    private static final int LARGEST_FILE = 3 * 1024 * 1024;
    private static final String STREAM = "(stream)";

    private FluxParser() {
    }

    /**
     * Reads a file.
     *
     * @param inputFile       its path
     * @param dumpYaml        whether to log the text as it is after substitution
     * @param processIncludes whether to read the files that it includes, too
     * @param properties      values for <code>${name}</code>; null for none
     * @param envSub          whether <code>${ENV-NAME}</code> stands for a variable of the environment
     * @throws IOException if it cannot be read
     */
    public static TopologyDef parseFile(String inputFile, boolean dumpYaml, boolean processIncludes, Properties properties, boolean envSub)
        throws IOException {
        return new Reading(dumpYaml, processIncludes, substitution(properties, envSub)).of(file(inputFile), inputFile);
    }

    /** As {@link #parseFile}, of a resource on the class path. */
    public static TopologyDef parseResource(String resource, boolean dumpYaml, boolean processIncludes, Properties properties, boolean envSub)
        throws IOException {
        return new Reading(dumpYaml, processIncludes, substitution(properties, envSub)).of(resource(resource), resource);
    }

    /** As {@link #parseFile}, of a stream, which is read to its end and left open. */
    public static TopologyDef parseInputStream(InputStream inputStream, boolean dumpYaml, boolean processIncludes, Properties properties, boolean envSub)
        throws IOException {
        if (inputStream == null) {
            throw new FluxException("there is no YAML to read: the stream is null");
        }
        return new Reading(dumpYaml, processIncludes, substitution(properties, envSub)).of(bounded(inputStream, STREAM), STREAM);
    }

    /**
     * Reads properties.
     *
     * @param propertiesFile a path or the name of a resource; null for no properties
     * @param resource       whether it is a resource on the class path
     * @return the properties; null for none
     * @throws IOException if they cannot be read
     */
    public static Properties parseProperties(String propertiesFile, boolean resource) throws IOException {
        if (propertiesFile == null) {
            return null;
        }
        Properties properties = new Properties();
        try (InputStream in = resource ? openResource(propertiesFile) : openFile(propertiesFile)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw e instanceof FluxException ? e : new FluxException(propertiesFile, "this is no properties file: " + e.getMessage());
        }
        return properties;
    }

    private static Substitution substitution(Properties properties, boolean environment) {
        return new Substitution(properties, environment ? System.getenv() : null);
    }

    private static String file(String path) throws IOException {
        try (InputStream in = openFile(path)) {
            return bounded(in, path);
        }
    }

    private static InputStream openFile(String path) throws IOException {
        if (!Files.isRegularFile(Path.of(path))) {
            throw new FluxException(path, "there is no such file (looked for " + Path.of(path).toAbsolutePath() + "); a resource of the jar is read with --resource");
        }
        return Files.newInputStream(Path.of(path));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = openResource(name)) {
            return bounded(in, name);
        }
    }

    /** As published: from the root of the class path, with or without a slash in front. */
    private static InputStream openResource(String name) {
        String path = name.startsWith("/") ? name.substring(1) : name;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        InputStream in = context == null ? null : context.getResourceAsStream(path);
        if (in == null) {
            in = FluxParser.class.getResourceAsStream("/" + path);
        }
        if (in == null) {
            throw new FluxException(name, "there is no such resource on the class path; a file is read without --resource");
        }
        return in;
    }

    private static String bounded(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
        if (bytes.length > LARGEST_FILE) {
            throw new FluxException(name, "a topology has at most " + LARGEST_FILE + " bytes, and this has more");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** One file with its includes. */
    private record Reading(boolean dump, boolean includes, Substitution substitution) {
        TopologyDef of(String text, String name) throws IOException {
            TopologyDef topology = alone(text, name);
            if (includes) {
                for (IncludeDef include : topology.getIncludes() == null ? List.<IncludeDef>of() : topology.getIncludes()) {
                    add(topology, name, include);
                }
            }
            return topology;
        }

        private TopologyDef alone(String text, String name) {
            String substituted = substitution.apply(text, name);
            if (dump) {
                LOG.info("{} after substitution:\n{}", name, substituted);
            }
            YamlSource source = new YamlSource(name);
            Node root = source.compose(substituted);
            if (root == null) {
                throw new FluxException(name, "there is nothing in this file; it takes a name, and spouts, bolts and streams or a topologySource");
            }
            return new DefinitionReader(source).topology(root);
        }

        private void add(TopologyDef topology, String from, IncludeDef include) throws IOException {
            String name = include.isResource() ? include.getFile() : beside(from, include.getFile());
            TopologyDef more;
            try {
                more = alone(include.isResource() ? resource(name) : file(name), name);
            } catch (FluxException e) {
                throw new FluxException(include.location(), "in an include: " + e.getMessage());
            }
            if (more.getIncludes() != null) {
                LOG.warn("{}: the includes of an included file are not read; include them in {}", more.getIncludes().get(0).location(), from);
            }
            boolean override = include.isOverride();
            topology.setName(more.getName(), override);
            topology.setConfig(merged(topology.getConfig(), more.getConfig(), override));
            topology.addAllComponents(more.getComponents(), override);
            topology.addAllSpouts(more.getSpouts(), override);
            topology.addAllBolts(more.getBolts(), override);
            topology.addAllStreams(more.getStreams(), override);
            topology.addAllWorkerHooks(more.getWorkerHooks(), override);
            if (more.getTopologySource() != null) {
                LOG.warn("{}: the topologySource of an included file is not used; move it to {}", more.getTopologySource().location(), from);
            }
        }

        /** As published, a path starts at the working directory; one that leads nowhere from there starts at the folder of the including file. */
        private static String beside(String from, String file) {
            Path sibling = Path.of(from).resolveSibling(file);
            return !Files.exists(Path.of(file)) && Files.exists(sibling) ? sibling.toString() : file;
        }

        private static Map<String, Object> merged(Map<String, Object> here, Map<String, Object> more, boolean override) {
            if (here == null || more == null) {
                return here == null ? more : here;
            }
            Map<String, Object> all = new LinkedHashMap<>(override ? here : more);
            all.putAll(override ? more : here);
            return all;
        }
    }
}
