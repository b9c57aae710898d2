// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.NearestName;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.MappingNode;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.Node;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.NodeTuple;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.ScalarNode;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.SequenceNode;
import org.apache.storm.shade.org.yaml.snakeyaml.nodes.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One mapping of a file, checked against its {@link Shape}. A key without a value counts as not given. Belongs to the thread that reads the file. */
final class Section {
    private static final Logger LOG = LoggerFactory.getLogger(Section.class);

    private final YamlSource source;
    private final Shape shape;
    private final MappingNode mapping;
    private final Map<String, Node> given = new LinkedHashMap<>();

    /** Refuses what is no mapping, has unknown keys or lacks required ones. */
    Section(YamlSource source, Shape shape, Node node) {
        this.source = source;
        this.shape = shape;
        if (!(node instanceof MappingNode map)) {
            throw source.error(node, shape.withArticle() + " is a mapping of " + String.join(", ", shape.keys().keySet()) + ", not " + what(node));
        }
        this.mapping = source.flat(map);
        for (NodeTuple entry : mapping.getValue()) {
            read(entry);
        }
        for (Shape.Key key : shape.keys().values()) {
            if (key.required() && !given.containsKey(key.name())) {
                throw error("this " + shape.title() + name() + " has no " + key.name() + " (" + key.meaning() + ")");
            }
        }
    }

    private void read(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (!shape.keys().containsKey(key)) {
            String hint = NearestName.hint(key, shape.keys().keySet());
            throw source.error(entry.getKeyNode(), shape.withArticle() + " has no key '" + key + "'"
                + (hint.isEmpty() ? "; it has " + String.join(", ", shape.keys().keySet()) : hint));
        }
        if (entry.getValueNode().getTag().equals(Tag.NULL)) {
            return;
        }
        if (given.put(key, entry.getValueNode()) != null) {
            LOG.warn("{}: '{}' is given twice in one {}; the last one counts", source.location(entry.getKeyNode()), key, shape.title());
        }
    }

    private String name() {
        Node id = given.getOrDefault("id", given.get("name"));
        return id instanceof ScalarNode scalar ? " '" + scalar.getValue() + "'" : "";
    }

    String location() {
        return source.location(mapping);
    }

    FluxException error(String message) {
        return source.error(mapping, message);
    }

    FluxException error(String key, String message) {
        return source.error(given.get(key), message);
    }

    boolean has(String key) {
        return given.containsKey(key);
    }

    /** Text, also if it looks like a number; null if it is not given. */
    String text(String key) {
        Node node = given.get(key);
        return node == null ? null : text(key, node);
    }

    private String text(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw source.error(node, "'" + key + "' takes text, not " + what(node));
    }

    /** A whole number of at least {@code least}; {@code otherwise} if it is not given. */
    int whole(String key, int least, int otherwise) {
        Node node = given.get(key);
        if (node == null) {
            return otherwise;
        }
        if (node instanceof ScalarNode scalar) {
            try {
                int value = Integer.decode(scalar.getValue().strip().replace("_", ""));
                if (value >= least) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below together with a number that is too small
            }
        }
        throw source.error(node, "'" + key + "' takes a whole number of at least " + least + ", not " + what(node));
    }

    /** A flag; false if it is not given. */
    boolean flag(String key) {
        Node node = given.get(key);
        if (node == null) {
            return false;
        }
        String word = node instanceof ScalarNode scalar ? scalar.getValue().toLowerCase(Locale.ROOT) : "";
        return switch (word) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw source.error(node, "'" + key + "' takes true or false, not " + what(node));
        };
    }

    /** A name of {@code type}; null if it is not given. */
    <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        Node node = given.get(key);
        if (node == null) {
            return null;
        }
        String word = text(key, node);
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word)) {
                return constant;
            }
            names.add(constant.name());
        }
        throw source.error(node, "'" + key + "' takes one of " + String.join(", ", names) + ", not '" + word + "'" + NearestName.hint(word, names));
    }

    /** Texts; null if it is not given. */
    List<String> texts(String key) {
        return each(key, node -> text(key, node));
    }

    /** What {@code reader} makes of each entry; null if the key is not given. */
    <T> List<T> each(String key, Function<Node, T> reader) {
        Node node = given.get(key);
        if (node == null) {
            return null;
        }
        if (node instanceof SequenceNode list) {
            List<T> all = new ArrayList<>();
            list.getValue().forEach(entry -> all.add(reader.apply(entry)));
            return all;
        }
        throw source.error(node, "'" + key + "' takes a list, not " + what(node));
    }

    /** A map with texts as keys; null if it is not given. */
    Map<String, Object> map(String key) {
        Node node = given.get(key);
        if (node == null) {
            return null;
        }
        if (!(source.value(node) instanceof Map<?, ?> map)) {
            throw source.error(node, "'" + key + "' takes a mapping of keys to values, not " + what(node));
        }
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((name, value) -> texts.put(String.valueOf(name), value));
        return texts;
    }

    /** The mapping under a key; null if it is not given. */
    Section part(String key) {
        return given.containsKey(key) ? new Section(source, shape.keys().get(key).shape(), given.get(key)) : null;
    }

    /** The mappings in the list under a key; null if it is not given. */
    <T> List<T> parts(String key, Function<Section, T> reader) {
        return each(key, node -> reader.apply(new Section(source, shape.keys().get(key).shape(), node)));
    }

    /** The plain value under a key; null if it is not given. */
    Object value(String key) {
        return given.containsKey(key) ? source.value(given.get(key)) : null;
    }

    private static String what(Node node) {
        if (node instanceof ScalarNode scalar) {
            return node.getTag().equals(Tag.NULL) ? "nothing" : "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }
}
