// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * What a jar compiled against storm-redis 2.8.3 may link to is there: classes, their kind, supertypes, and every public or protected member with
 * its descriptor, as recorded in storm-redis-2.8.3-api.txt. Run as a program with that jar (and what it needs) on the class path, it prints the record.
 */
class StormRedisApiTest {
    private static final String RECORD = "/storm-redis-2.8.3-api.txt";
    private static final int HEADER_LINES = 2;

    public static void main(String[] args) throws Exception {
        Set<String> facts = new TreeSet<>();
        URL jar = Path.of(args[0]).toUri().toURL();
        try (JarFile file = new JarFile(args[0]); URLClassLoader loader = new URLClassLoader(new URL[] {jar})) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().endsWith(".class") && !entry.getName().matches(".*\\$\\d+\\.class")) {
                    facts.addAll(facts(loader.loadClass(entry.getName().replace('/', '.').replaceAll("\\.class$", ""))));
                }
            }
        }
        facts.forEach(System.out::println);
    }

    @Test
    void everythingThatStormRedisOffersIsOffered() throws Exception {
        List<String> recorded = recorded();
        assertTrue(recorded.size() > 300, "facts: " + recorded.size());
        List<String> missing = new ArrayList<>();
        Set<String> ours = Set.of();
        String current = "";
        for (String fact : recorded) {
            String name = fact.substring(0, fact.indexOf(' '));
            if (!name.equals(current)) {
                current = name;
                ours = facts(Class.forName(name, false, getClass().getClassLoader()));
            }
            if (!ours.contains(fact)) {
                missing.add(fact);
            }
        }
        assertEquals(List.of(), missing);
    }

    private static List<String> recorded() throws IOException {
        try (InputStream in = StormRedisApiTest.class.getResourceAsStream(RECORD)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(HEADER_LINES).toList();
        }
    }

    private static Set<String> facts(Class<?> type) {
        Set<String> facts = new TreeSet<>();
        if (!open(type.getModifiers())) {
            return facts;
        }
        String name = type.getName();
        int kind = type.getModifiers() & (Modifier.ABSTRACT | Modifier.INTERFACE | Modifier.FINAL | Modifier.STATIC);
        facts.add(name + " is " + access(type.getModifiers()) + Modifier.toString(kind));
        facts.add(name + " extends " + (type.getSuperclass() == null ? "nothing" : type.getSuperclass().getName()));
        for (Class<?> implemented : type.getInterfaces()) {
            facts.add(name + " implements " + implemented.getName());
        }
        for (Field field : type.getDeclaredFields()) {
            if (open(field.getModifiers()) && !field.isSynthetic()) {
                facts.add(name + " " + access(field.getModifiers()) + "field " + field.getName() + " " + field.getType().descriptorString());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (open(constructor.getModifiers()) && !constructor.isSynthetic()) {
                facts.add(name + " " + access(constructor.getModifiers()) + "constructor "
                    + MethodType.methodType(void.class, constructor.getParameterTypes()).descriptorString());
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (open(method.getModifiers()) && !method.isSynthetic()) {
                facts.add(name + " " + access(method.getModifiers()) + "method " + method.getName()
                    + MethodType.methodType(method.getReturnType(), method.getParameterTypes()).descriptorString());
            }
        }
        return facts;
    }

    private static boolean open(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String access(int modifiers) {
        return (Modifier.isPublic(modifiers) ? "public " : "protected ") + (Modifier.isStatic(modifiers) ? "static " : "");
    }
}
