// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;

/** Names and types of an object's fields, as documentation writes them down. */
final class Shape {
    private Shape() {}

    /**
     * Checks that an object has fields of these types.
     *
     * @param fields {@code name:type} separated by blanks; types are string, int, number, bool, array, object, any;
     *               a question mark allows null
     */
    static void has(JsonNode json, String fields) {
        assertTrue(json.isObject(), "not an object but " + json);
        for (String field : fields.strip().split("\\s+")) {
            String name = field.substring(0, field.lastIndexOf(':'));
            String type = field.substring(field.lastIndexOf(':') + 1);
            assertTrue(json.has(name), "no field " + name + " in " + json);
            JsonNode value = json.get(name);
            if (!(type.endsWith("?") && value.isNull())) {
                assertTrue(is(value, type.replace("?", "")), "field " + name + " is not " + type + " but " + value);
            }
        }
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "int" -> value.isIntegralNumber();
            case "number" -> value.getNodeType() == JsonNodeType.NUMBER;
            case "bool" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "any" -> !value.isMissingNode();
            default -> throw new IllegalArgumentException(type);
        };
    }
}
