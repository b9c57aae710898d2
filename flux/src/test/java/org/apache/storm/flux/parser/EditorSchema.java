// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.parser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.storm.flux.model.GroupingDef;

/** Writes the JSON schema for editors from the shapes that the reader goes by. Run it when a shape changes. */
final class EditorSchema {
    static final Path FILE = Path.of("../docs/flux.schema.json");
    private static final Map<String, Object> PLACEHOLDER = Map.of("type", "string", "pattern", "\\$\\{[^{}]+\\}");

    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private EditorSchema() {
    }

    public static void main(String[] args) throws IOException {
        Files.writeString(FILE, text());
    }

    static String text() {
        EditorSchema schema = new EditorSchema();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        root.put("title", "A topology in YAML, for Flux");
        root.putAll(schema.mapping(Shape.TOPOLOGY));
        root.put("definitions", schema.definitions);
        return json(root, "") + "\n";
    }

    private Map<String, Object> mapping(Shape shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.keys().values().forEach(key -> {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.meaning());
            property.putAll(value(key));
            properties.put(key.name(), property);
        });
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("additionalProperties", false);
        List<String> required = shape.keys().values().stream().filter(Shape.Key::required).map(Shape.Key::name).toList();
        if (!required.isEmpty()) {
            mapping.put("required", required);
        }
        mapping.put("properties", properties);
        return mapping;
    }

    private Map<String, Object> reference(Shape shape) {
        if (!definitions.containsKey(shape.title())) {
            definitions.put(shape.title(), Map.of());
            definitions.put(shape.title(), mapping(shape));
        }
        return Map.of("$ref", "#/definitions/" + shape.title().replace(" ", "%20"));
    }

    private Map<String, Object> value(Shape.Key key) {
        return switch (key.kind()) {
            case TEXT -> Map.of("type", List.of("string", "number", "boolean"));
            case COUNT -> orPlaceholder(ordered("type", "integer", "minimum", 1));
            case AMOUNT -> orPlaceholder(ordered("type", "integer", "minimum", 0));
            case FLAG -> orPlaceholder(Map.of("type", "boolean"));
            case TEXTS -> orPlaceholder(ordered("type", "array", "items", Map.of("type", List.of("string", "number", "boolean"))));
            case VALUES -> orPlaceholder(Map.of("type", "array"));
            case ANY -> Map.of();
            case MAP -> Map.of("type", "object");
            case GROUPING_TYPE -> orPlaceholder(Map.of("enum", Arrays.stream(GroupingDef.Type.values()).map(Enum::name).toList()));
            case PART -> reference(key.shape());
            case PARTS -> ordered("type", List.of("array", "null"), "items", reference(key.shape()));
        };
    }

    private static Map<String, Object> orPlaceholder(Map<String, Object> value) {
        return Map.of("anyOf", List.of(value, ordered("type", PLACEHOLDER.get("type"), "pattern", PLACEHOLDER.get("pattern"))));
    }

    private static Map<String, Object> ordered(String key, Object value, String second, Object secondValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(second, secondValue);
        return map;
    }

    private static String json(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner lines = new StringJoiner(",\n", "{\n", "\n" + indent + "}").setEmptyValue("{}");
            map.forEach((key, member) -> lines.add(indent + "  " + json(key, "") + ": " + json(member, indent + "  ")));
            return lines.toString();
        }
        if (value instanceof List<?> list) {
            boolean deep = list.stream().anyMatch(Map.class::isInstance);
            StringJoiner items = deep ? new StringJoiner(",\n", "[\n", "\n" + indent + "]") : new StringJoiner(", ", "[", "]");
            list.forEach(item -> items.add((deep ? indent + "  " : "") + json(item, indent + "  ")));
            return items.toString();
        }
        return value instanceof String text ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : String.valueOf(value);
    }
}
