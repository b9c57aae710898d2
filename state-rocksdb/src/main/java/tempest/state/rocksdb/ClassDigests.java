// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The classes that a state has stored, each with a digest of its fields and of those of the classes it names in them: Kryo reads the fields of a
 * changed class wrongly without knowing it. Classes of the JDK are left out. Used by the state's thread.
 */
final class ClassDigests {
    private final Map<String, String> digests = new TreeMap<>();
    private Class<?> last;
    private final Set<Class<?>> seen = new HashSet<>();

    /** Takes note of an object that is stored; costs one comparison if it is of the class of the one before. */
    void note(Object stored) {
        if (stored == null || stored.getClass() == last) {
            return;
        }
        last = stored.getClass();
        if (seen.add(last) && own(last)) {
            digests.put(last.getName(), digest(last));
        }
    }

    Map<String, String> digests() {
        return digests;
    }

    private static boolean own(Class<?> type) {
        return !type.isPrimitive() && !type.isArray() && !type.getName().startsWith("java.");
    }

    /** Which fields there are, by name and type. */
    static String digest(Class<?> type) {
        CRC32C crc = new CRC32C();
        crc.update(describe(type, new HashSet<>()).getBytes(UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private static String describe(Class<?> type, Set<Class<?>> described) {
        if (type.isArray()) {
            return describe(type.getComponentType(), described);
        }
        if (!own(type) || !described.add(type)) {
            return "";
        }
        if (type.isEnum()) {
            return Arrays.toString(type.getEnumConstants());
        }
        Set<String> fields = new TreeSet<>();
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> declaring = type; declaring != null && own(declaring); declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    fields.add(field.getName() + ":" + field.getType().getName());
                    types.add(field.getType());
                }
            }
        }
        StringBuilder text = new StringBuilder(type.getName()).append(fields);
        types.stream().distinct().sorted((a, b) -> a.getName().compareTo(b.getName())).forEach(field -> text.append(describe(field, described)));
        return text.toString();
    }

    /** What is wrong with a class that was stored with this digest; null if nothing is. */
    static String difference(String name, String digest, ClassLoader loader) {
        try {
            return digest(Class.forName(name, false, loader)).equals(digest) ? null : "the fields of " + name + " are others than those that were stored";
        } catch (ClassNotFoundException | LinkageError e) {
            return "it has objects of " + name + ", which is not there any more";
        }
    }
}
