// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import java.io.StringReader;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.shade.org.yaml.snakeyaml.LoaderOptions;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.shade.org.yaml.snakeyaml.constructor.SafeConstructor;
import org.apache.storm.shade.org.yaml.snakeyaml.error.Mark;
import org.apache.storm.shade.org.yaml.snakeyaml.error.MarkedYAMLException;
import org.apache.storm.shade.org.yaml.snakeyaml.error.YAMLException;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.MappingNode;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.Node;

/** One YAML text and where it comes from: gives its nodes, their values and their lines. One thread; it makes plain values only, never an object that a tag names. */
final class YamlSource {
    private static final int LARGEST_TEXT = 3 * 1024 * 1024;
    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 200;

    private final String name;
    private final Values values;
    private final Map<Node, Boolean> merged = new IdentityHashMap<>();

    YamlSource(String name) {
        this.name = name;
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LARGEST_TEXT);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        this.values = new Values(limits);
    }

    String name() {
        return name;
    }

    /** The text as a tree; null if there is nothing in it. */
    Node compose(String text) {
        try {
            return new Yaml(values.limits()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new FluxException(mark == null ? name : name + ":" + (mark.getLine() + 1), "this YAML cannot be read: " + oneLine(e.getProblem()));
        } catch (YAMLException e) {
            throw new FluxException(name, "this YAML cannot be read: " + oneLine(e.getMessage()));
        }
    }

    /** The plain value of a node: text, number, flag, date, list, map or null. */
    Object value(Node node) {
        try {
            return values.of(node);
        } catch (MarkedYAMLException e) {
            throw error(node, "this value cannot be read: " + oneLine(e.getProblem()));
        } catch (YAMLException e) {
            throw error(node, "this value cannot be read: " + oneLine(e.getMessage()));
        }
    }

    /** A mapping with what its merge keys ({@code <<}) bring in. */
    MappingNode flat(MappingNode node) {
        if (merged.put(node, true) == null) {
            try {
                values.merge(node);
            } catch (YAMLException e) {
                throw error(node, "this cannot be merged: " + oneLine(e.getMessage()));
            }
        }
        return node;
    }

    String location(Node node) {
        return name + ":" + (node.getStartMark().getLine() + 1);
    }

    FluxException error(Node node, String message) {
        return new FluxException(location(node), message);
    }

    private static String oneLine(String message) {
        return message == null ? "no reason given" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The library's constructor of plain values, opened for single nodes. */
    private static final class Values extends SafeConstructor {
        Values(LoaderOptions limits) {
            super(limits);
        }

        LoaderOptions limits() {
            return loadingConfig;
        }

        Object of(Node node) {
            return constructDocument(node);
        }

        void merge(MappingNode node) {
            flattenMapping(node);
        }
    }
}
