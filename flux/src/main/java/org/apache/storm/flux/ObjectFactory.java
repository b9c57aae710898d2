// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.BeanDef;
import org.apache.storm.flux.model.BeanListReference;
import org.apache.storm.flux.model.BeanReference;
import org.apache.storm.flux.model.BoltDef;
import org.apache.storm.flux.model.ConfigMethodDef;
import org.apache.storm.flux.model.NearestName;
import org.apache.storm.flux.model.ObjectDef;
import org.apache.storm.flux.model.PropertyDef;
import org.apache.storm.flux.model.SpoutDef;
import org.apache.storm.flux.model.TopologySourceDef;
import org.apache.storm.flux.model.WorkerHookDef;

/** Makes the objects that a definition describes. Belongs to the thread that builds the topology; runs user code: constructors, setters, methods. */
final class ObjectFactory {
    private final Function<BeanReference, Object> components;

    /** Makes objects whose references {@code components} resolves. */
    ObjectFactory(Function<BeanReference, Object> components) {
        this.components = components;
    }

    /** The object, with its properties set and its methods called. */
    Object make(ObjectDef def) {
        Class<?> type = load(def);
        Object made = def.hasFactory() ? fromFactory(def, type) : fromConstructor(def, type);
        if (def.getProperties() != null) {
            def.getProperties().forEach(property -> set(def, made, property));
        }
        callMethods(def, made);
        return made;
    }

    /** As {@link #make}, of a class that must be one of {@code types}. */
    Object make(ObjectDef def, String needed, Class<?>... types) {
        Object made = make(def);
        if (Arrays.stream(types).noneMatch(type -> type.isInstance(made))) {
            throw wrong(def, (made == null ? "its factory returned null" : made.getClass().getName() + " is none") + "; it must be " + needed, null);
        }
        return made;
    }

    private static Class<?> load(ObjectDef def) {
        String name = def.getClassName();
        if (name == null) {
            throw wrong(def, "it has no className", null);
        }
        try {
            return find(name);
        } catch (ClassNotFoundException e) {
            throw wrong(def, "there is no class " + name + " on the class path" + nested(name) + "; the topology's jar must hold it", null);
        } catch (LinkageError e) {
            throw wrong(def, "the class " + name + " cannot be loaded: " + e, e);
        }
    }

    private static Class<?> find(String name) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            try {
                return Class.forName(name, true, context);
            } catch (ClassNotFoundException e) {
                // what loaded Flux may know it
            }
        }
        return Class.forName(name);
    }

    private static String nested(String name) {
        String candidate = name;
        for (int dot = candidate.lastIndexOf('.'); dot > 0; dot = candidate.lastIndexOf('.')) {
            candidate = candidate.substring(0, dot) + '$' + candidate.substring(dot + 1);
            try {
                find(candidate);
                return "; did you mean '" + candidate + "'?";
            } catch (ClassNotFoundException | LinkageError e) {
                // one level further out, then
            }
        }
        return "";
    }

    private Object fromConstructor(ObjectDef def, Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw wrong(def, type.getName() + " is abstract; give a class that can be made, or a factory", null);
        }
        Invocation constructor = Invocation.choose(List.of(type.getConstructors()), resolve(def.getConstructorArgs()), prefix(def),
            "public constructor of " + type.getName());
        return call(def, constructor, null, "the constructor of " + type.getName());
    }

    private Object fromFactory(ObjectDef def, Class<?> type) {
        List<Method> named = Arrays.stream(type.getMethods()).filter(m -> m.getName().equals(def.getFactory()) && Modifier.isStatic(m.getModifiers())).toList();
        if (named.isEmpty()) {
            throw wrong(def, "the factory: " + type.getName() + " has no public static method " + def.getFactory() + "()"
                + NearestName.hint(def.getFactory(), names(type, m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() != void.class)), null);
        }
        Invocation factory = Invocation.choose(named, resolve(def.getFactoryArgs()), prefix(def), "factory " + def.getFactory() + " of " + type.getName());
        return call(def, factory, null, "the factory " + def.getFactory() + " of " + type.getName());
    }

    private void set(ObjectDef def, Object object, PropertyDef property) {
        String name = property.getName();
        Object value = property.isReference() ? components.apply(reference(property)) : property.getValue();
        String setter = "set" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        String location = prefix(property.location(), def);
        List<Method> setters = Arrays.stream(object.getClass().getMethods()).filter(m -> m.getName().equals(setter) && m.getParameterCount() == 1).toList();
        if (!setters.isEmpty()) {
            call(def, Invocation.choose(setters, Arrays.asList(value), location, "setter " + setter), object, setter + " of " + object.getClass().getName());
            return;
        }
        Field field = Arrays.stream(object.getClass().getFields()).filter(f -> f.getName().equals(name) && !Modifier.isFinal(f.getModifiers())).findFirst()
            .orElseThrow(() -> new FluxException(location, object.getClass().getName() + " has no setter " + setter + "() and no public field " + name
                + NearestName.hint(name, properties(object.getClass()))));
        if (ArgumentConversion.cost(value, field.getType()) == ArgumentConversion.IMPOSSIBLE) {
            throw new FluxException(location, "the field " + name + " takes " + ArgumentConversion.describe(field.getType()) + ", not "
                + ArgumentConversion.describe(value));
        }
        try {
            field.trySetAccessible();
            field.set(object, ArgumentConversion.convert(value, field.getType()));
        } catch (IllegalAccessException e) {
            throw new FluxException(location, "the field " + name + " cannot be set: " + e.getMessage());
        }
    }

    private static BeanReference reference(PropertyDef property) {
        BeanReference reference = new BeanReference(property.getRef());
        reference.at(property.location());
        return reference;
    }

    /** Calls the config methods in their order; what they return is not used. */
    void callMethods(ObjectDef def, Object object) {
        if (def.getConfigMethods() == null) {
            return;
        }
        for (ConfigMethodDef method : def.getConfigMethods()) {
            Class<?> type = object.getClass();
            List<Method> named = Arrays.stream(type.getMethods()).filter(m -> m.getName().equals(method.getName())).toList();
            String location = prefix(method.location(), def);
            if (named.isEmpty()) {
                throw new FluxException(location, type.getName() + " has no public method " + method.getName() + "()"
                    + NearestName.hint(method.getName(), names(type, m -> m.getDeclaringClass() != Object.class)));
            }
            Invocation call = Invocation.choose(named, resolve(method.getArgs()), location, "method " + method.getName() + " of " + type.getName());
            call(def, call, object, method.getName() + " of " + type.getName());
        }
    }

    private List<Object> resolve(List<Object> arguments) {
        List<Object> values = new ArrayList<>();
        if (arguments != null) {
            arguments.forEach(argument -> values.add(resolve(argument)));
        }
        return values;
    }

    private Object resolve(Object argument) {
        if (argument instanceof BeanReference reference) {
            return components.apply(reference);
        }
        if (argument instanceof BeanListReference list) {
            List<Object> values = new ArrayList<>();
            for (String id : list.getIds()) {
                BeanReference reference = new BeanReference(id);
                reference.at(list.location());
                values.add(components.apply(reference));
            }
            return values;
        }
        return argument;
    }

    private static Object call(ObjectDef def, Invocation invocation, Object instance, String what) {
        try {
            return invocation.call(instance);
        } catch (InvocationTargetException e) {
            throw wrong(def, what + " threw " + e.getCause(), e.getCause());
        } catch (IllegalAccessException | InstantiationException e) {
            throw wrong(def, what + " cannot be called: " + e.getMessage(), null);
        } catch (LinkageError e) {
            throw wrong(def, what + " cannot be called: " + e, e);
        }
    }

    private static Set<String> names(Class<?> type, Predicate<Method> which) {
        return Arrays.stream(type.getMethods()).filter(which).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> properties(Class<?> type) {
        Set<String> all = Arrays.stream(type.getFields()).map(Field::getName).collect(Collectors.toCollection(TreeSet::new));
        Arrays.stream(type.getMethods()).map(Method::getName).filter(n -> n.matches("set.+"))
            .forEach(n -> all.add(n.substring(3, 4).toLowerCase(Locale.ROOT) + n.substring(4)));
        return all;
    }

    /** What a definition is called in messages. */
    static String describe(ObjectDef def) {
        if (def instanceof TopologySourceDef) {
            return "topologySource";
        }
        if (!(def instanceof BeanDef bean)) {
            return "customClass";
        }
        String kind = def instanceof SpoutDef ? "spout" : def instanceof BoltDef ? "bolt" : def instanceof WorkerHookDef ? "worker hook" : "component";
        return kind + " '" + bean.getId() + "'";
    }

    private static String prefix(ObjectDef def) {
        return prefix(def.location(), def);
    }

    private static String prefix(String location, ObjectDef def) {
        return (location == null ? "" : location + ": ") + describe(def);
    }

    /** Something is wrong with this definition. */
    static FluxException wrong(ObjectDef def, String message, Throwable cause) {
        return new FluxException(prefix(def), message, cause);
    }
}
