// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The tests that a jar holds, by class, found without loading anything: a class that does not link has tests too. Any thread; never runs one.
 */
final class PublishedTests {
    private static final Set<String> KINDS = Set.of("Lorg/junit/jupiter/api/Test;", "Lorg/junit/jupiter/params/ParameterizedTest;",
        "Lorg/junit/jupiter/api/RepeatedTest;", "Lorg/junit/jupiter/api/TestFactory;");

    private static final String DISABLED = "Lorg/junit/jupiter/api/Disabled;";

    /** What one class says of itself. */
    private static final class Shape extends ClassVisitor {
        private final Set<String> tests = new TreeSet<>();
        private final Set<String> disabled = new HashSet<>();
        private String name;
        private String parent;
        private boolean isAbstract;

        Shape() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String className, String signature, String superName, String[] interfaces) {
            name = className.replace('/', '.');
            parent = superName == null ? null : superName.replace('/', '.');
            isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    if (KINDS.contains(annotation)) {
                        tests.add(method);
                    } else if (annotation.equals(DISABLED)) {
                        disabled.add(method);
                    }
                    return null;
                }
            };
        }
    }

    private PublishedTests() {
    }

    /** The names of the test methods that are not disabled, inherited ones too, by the name of the class that can be run. */
    static Map<String, Set<String>> of(Path jar) throws IOException {
        Map<String, Shape> shapes = new HashMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        Shape shape = new Shape();
                        new ClassReader(in).accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                        shapes.put(shape.name, shape);
                    }
                }
            }
        }
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Shape shape : shapes.values()) {
            Set<String> all = new TreeSet<>();
            Set<String> seen = new HashSet<>();
            for (Shape each = shape; each != null && seen.add(each.name); each = shapes.get(each.parent)) {
                all.addAll(each.tests);
                all.removeAll(each.disabled);
            }
            if (!shape.isAbstract && !all.isEmpty()) {
                tests.put(shape.name, all);
            }
        }
        return tests;
    }
}
