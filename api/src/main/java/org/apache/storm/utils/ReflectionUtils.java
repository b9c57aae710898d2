// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;

/** Creates objects of classes named in configuration. Failures are {@link RuntimeException}s with the cause inside. */
public class ReflectionUtils {
    private static volatile ReflectionUtils instance = new ReflectionUtils();

    /** Replaces what creates objects, for tests; returns the one before. */
    public static ReflectionUtils setInstance(ReflectionUtils u) {
        ReflectionUtils before = instance;
        instance = u;
        return before;
    }

    /** A new object of the named class, by its constructor without arguments. */
    public static <T> T newInstance(String klass) {
        return newInstance(ReflectionUtils.<T>load(klass));
    }

    /** A new object of a class, by its constructor without arguments. */
    public static <T> T newInstance(Class<T> klass) {
        return instance.newInstanceImpl(klass);
    }

    /** A new object of the named class, by its constructor that takes a configuration, or else the one without arguments. */
    public static <T> T newInstance(String klass, Map<String, Object> conf) {
        return newInstance(ReflectionUtils.<T>load(klass), conf);
    }

    /** A new object of a class, by its constructor that takes a configuration, or else the one without arguments. */
    public static <T> T newInstance(Class<T> klass, Map<String, Object> conf) {
        Constructor<T> takesConf;
        try {
            takesConf = klass.getConstructor(Map.class);
        } catch (NoSuchMethodException e) {
            return newInstance(klass);
        }
        return construct(takesConf, conf);
    }

    /**
     * A new scheduling strategy.
     *
     * @throws DisallowedStrategyException if {@link Config#NIMBUS_SCHEDULER_STRATEGY_CLASS_WHITELIST} is set and does not name it
     */
    public static <T> T newSchedulerStrategyInstance(String klass, Map<String, Object> conf) {
        Object allowed = conf.get(Config.NIMBUS_SCHEDULER_STRATEGY_CLASS_WHITELIST);
        List<String> names = allowed == null ? null : ObjectReader.getStrings(allowed);
        if (names != null && !names.contains(klass)) {
            throw new DisallowedStrategyException(klass, names);
        }
        return newInstance(klass);
    }

    /** What {@link #newInstance(Class)} does, to be replaced in tests. */
    public <T> T newInstanceImpl(Class<T> klass) {
        try {
            return construct(klass.getConstructor());
        } catch (NoSuchMethodException e) {
            throw new RuntimeException(klass.getName() + " has no public constructor without arguments", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<T> load(String name) {
        try {
            return (Class<T>) Class.forName(name);
        } catch (ClassNotFoundException e) {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            if (context != null) {
                try {
                    return (Class<T>) Class.forName(name, true, context);
                } catch (ClassNotFoundException alsoHere) {
                    e.addSuppressed(alsoHere);
                }
            }
            throw new RuntimeException("Class " + name + " was not found on the class path", e);
        }
    }

    private static <T> T construct(Constructor<T> constructor, Object... args) {
        try {
            return constructor.newInstance(args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new RuntimeException(constructor.getDeclaringClass().getName() + " failed in its constructor: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new RuntimeException(constructor.getDeclaringClass().getName() + " cannot be created; it must be public and not abstract", e);
        }
    }
}
