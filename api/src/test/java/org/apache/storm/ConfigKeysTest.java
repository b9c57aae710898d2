// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.ConfigValidation;
import org.junit.jupiter.api.Test;

/** Holds our configuration keys to recorded facts about Storm 2.8.3's. */
class ConfigKeysTest {

    @Test
    void everyConstantHasStormsNameKeyAndAnnotations() throws Exception {
        List<String> recorded = lines("config-keys.tsv");
        List<String> ours = new ArrayList<>();
        ours.addAll(describe(Config.class));
        ours.addAll(describe(DaemonConfig.class));
        assertEquals(493, recorded.size());
        assertEquals(String.join("\n", new TreeSet<>(recorded)), String.join("\n", new TreeSet<>(ours)));
    }

    @Test
    void everyDefaultIsStormsButForTheUiAndTheKeysThatAreOurs() throws Exception {
        Map<String, Object> recorded;
        try (InputStream in = resource("defaults.json")) {
            recorded = new TreeMap<>(Utils.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        assertEquals(286, recorded.size());
        recorded.put("ui.port", 8744);
        recorded.put("ui.host", null);
        recorded.putAll(Map.of("storm.thrift.max.connections", 4096, "storm.thrift.max.connections.per.caller", 1024,
            "storm.thrift.request.timeout.secs", 30));
        recorded.put("storm.secret.keys.pattern", null);
        recorded.putAll(Map.of("storm.http.allowed.origins", List.of(), "storm.http.allowed.hosts", List.of()));
        recorded.putAll(Map.of("storm.bind.address", "127.0.0.1", "storm.insecure.allow.remote.access", false));
        List.of("nimbus.metrics.port", "supervisor.metrics.port", "worker.metrics.port.offset").forEach(ours -> recorded.put(ours, 0));
        recorded.put("nimbus.leader.session.timeout", 6000);
        recorded.put("nimbus.history.save.secs", 300);
        recorded.put("supervisor.worker.prepare.timeout.secs", 1800);
        recorded.put("topology.failure.samples.values", true);
        recorded.putAll(Map.of("storm.thrift.tls.verify.hostname", true, "drpc.thrift.tls.client.auth.required", true));
        List.of("topology.bolts.watermark.max.ahead.ms", "topology.bolts.watermark.idle.timeout.ms", "topology.state.epoch.folder").forEach(ours -> recorded.put(ours, null));
        recorded.put("topology.state.guarantee", "at-least-once");
        List.of("topology.dead.letter.after", "topology.dead.letter.mask").forEach(ours -> recorded.put(ours, null));
        recorded.putAll(Map.of("topology.dead.letter.store.letters", 200, "topology.dead.letter.store.bytes", 1_048_576));
        assertEquals(recorded, new TreeMap<>(Utils.readDefaultConfig()));
    }

    @Test
    void theDefaultsPassOurOwnValidation() {
        Map<String, Object> defaults = Utils.readDefaultConfig();
        assertFalse(defaults.isEmpty());
        ConfigValidation.validateFields(defaults, List.of(Config.class, DaemonConfig.class));
        ConfigValidation.validateFields(defaults);
    }

    @Test
    void aClassThatIsNotTheDefaultMustBeThere() {
        Map<String, Object> conf = Map.of(DaemonConfig.STORM_RESOURCE_ISOLATION_PLUGIN, "org.example.Nowhere");
        String message = assertThrows(IllegalArgumentException.class, () -> ConfigValidation.validateFields(conf)).getMessage();
        assertTrue(message.contains(DaemonConfig.STORM_RESOURCE_ISOLATION_PLUGIN) && message.contains("org.example.Nowhere"), message);
    }

    private static List<String> describe(Class<?> type) throws Exception {
        List<String> result = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                assertEquals(String.class, field.getType(), field.getName());
                List<String> annotations = new ArrayList<>();
                for (Annotation annotation : field.getAnnotations()) {
                    annotations.add(describe(annotation));
                }
                String all = annotations.stream().sorted().collect(Collectors.joining(" "));
                String modifiers = Modifier.isFinal(field.getModifiers()) ? "static final" : "static";
                result.add(String.join("\t", type.getSimpleName(), field.getName(), modifiers, (String) field.get(null), all));
            }
        }
        return result;
    }

    private static String describe(Annotation annotation) throws Exception {
        List<String> members = new ArrayList<>();
        Method[] methods = annotation.annotationType().getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method method : methods) {
            String value = show(method.invoke(annotation));
            if (method.getDefaultValue() == null || !show(method.getDefaultValue()).equals(value)) {
                members.add(method.getName() + "=" + value);
            }
        }
        return annotation.annotationType().getSimpleName() + (members.isEmpty() ? "" : "(" + String.join(";", members) + ")");
    }

    private static String show(Object value) {
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        if (value.getClass().isArray()) {
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                entries.add(show(Array.get(value, i)));
            }
            return "{" + String.join(",", entries) + "}";
        }
        return value.toString();
    }

    private static List<String> lines(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource(name), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static InputStream resource(String name) {
        return ConfigKeysTest.class.getResourceAsStream("/contract/" + name);
    }
}
