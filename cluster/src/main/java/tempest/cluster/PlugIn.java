// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

/** Makes objects of the classes that a configuration names. Stateless. */
public final class PlugIn {
    private PlugIn() {
    }

    /**
     * An object of a class, made by its constructor without arguments.
     *
     * @param className null or blank if none is named
     * @param key       the setting that names it
     * @return null if none is named
     * @throws IllegalArgumentException in one line, if the class is not there or not of the type
     */
    public static <T> T of(String className, String key, Class<T> type) {
        if (className == null || className.isBlank()) {
            return null;
        }
        try {
            return type.cast(Class.forName(className).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new IllegalArgumentException("configuration " + key + " is " + className + "; it must be a class on the daemon's class path that"
                + " implements " + type.getName() + " and has a constructor without arguments (" + e + ")", e);
        }
    }
}
