// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.Config;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.ExecutionContext;
import org.apache.storm.flux.model.NearestName;
import org.apache.storm.flux.model.ObjectDef;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.flux.model.TopologySourceDef;
import org.apache.storm.generated.StormTopology;

/** Makes a topology and its configuration of a definition. Called by the main thread; runs the user's constructors and methods, and submits nothing. */
public class FluxBuilder {
    private static final Set<Class<?>> NUMBERS = Set.of(byte.class, short.class, int.class, long.class, float.class, double.class);

    /** What is of use here is static. */
    public FluxBuilder() {
    }

    /** The configuration that the definition gives; empty if it gives none. */
    public static Config buildConfig(TopologyDef topologyDef) {
        Config config = new Config();
        if (topologyDef.getConfig() != null) {
            config.putAll(topologyDef.getConfig());
        }
        return config;
    }

    /**
     * The topology of a definition. What was made on the way, components, spouts and bolts, is in {@code context} afterwards.
     *
     * @throws FluxException if no topology can be made of it; the message says where and why
     */
    public static StormTopology buildTopology(ExecutionContext context) throws IllegalAccessException, InstantiationException, ClassNotFoundException,
        NoSuchMethodException, InvocationTargetException, NoSuchFieldException {
        TopologyDef topology = context.getTopologyDef();
        if (!topology.validate()) {
            throw new FluxException(topology.getTopologySource().location(), "there is a topologySource beside spouts, bolts or streams; take one of them out");
        }
        if (topology.isDslTopology() && topology.getSpouts().isEmpty()) {
            throw new FluxException(topology.location(), "there is no topology: give spouts, bolts and streams, or a topologySource");
        }
        ComponentGraph components = new ComponentGraph(context);
        components.makeAll();
        return topology.isDslTopology() ? new TopologyAssembly(context, components.factory()).assemble()
            : fromSource(topology.getTopologySource(), context, components.factory());
    }

    /** Calls the config methods of a definition on an object, with the components that {@code context} has. */
    public static void invokeConfigMethods(ObjectDef bean, Object instance, ExecutionContext context) throws InvocationTargetException,
        IllegalAccessException {
        new ObjectFactory(reference -> {
            Object component = context.getComponent(reference.getId());
            if (component == null) {
                throw ComponentGraph.missing(context.getTopologyDef(), reference);
            }
            return component;
        }).callMethods(bean, instance);
    }

    /** Whether it is one of the six primitive types of numbers. */
    public static boolean isPrimitiveNumber(Class clazz) {
        return NUMBERS.contains(clazz);
    }

    /** Whether it is {@code boolean}. */
    public static boolean isPrimitiveBoolean(Class clazz) {
        return clazz == boolean.class;
    }

    private static StormTopology fromSource(TopologySourceDef def, ExecutionContext context, ObjectFactory factory) {
        Object source = factory.make(def);
        Class<?> type = source.getClass();
        String name = def.getMethodName();
        List<Method> fitting = Arrays.stream(type.getMethods()).filter(FluxBuilder::makesTopology).toList();
        List<Method> named = fitting.stream().filter(m -> m.getName().equals(name)).toList();
        if (named.isEmpty()) {
            Set<String> names = fitting.stream().map(Method::getName).collect(Collectors.toSet());
            throw ObjectFactory.wrong(def, type.getName() + " has no public method " + name + "() that takes a Map or a Config and returns a StormTopology"
                + (names.size() == 1 ? "; say methodName: " + names.iterator().next() : NearestName.hint(name, names)), null);
        }
        Object topology;
        try {
            topology = Invocation.choose(named, List.of(context.config()), def.location(), "method " + name).call(source);
        } catch (InvocationTargetException e) {
            throw ObjectFactory.wrong(def, name + " of " + type.getName() + " threw " + e.getCause(), e.getCause());
        } catch (IllegalAccessException | InstantiationException e) {
            throw ObjectFactory.wrong(def, name + " of " + type.getName() + " cannot be called: " + e.getMessage(), null);
        }
        if (topology == null) {
            throw ObjectFactory.wrong(def, name + " of " + type.getName() + " returned null", null);
        }
        return (StormTopology) topology;
    }

    private static boolean makesTopology(Method method) {
        return StormTopology.class.isAssignableFrom(method.getReturnType()) && method.getParameterCount() == 1
            && (method.getParameterTypes()[0] == Map.class || method.getParameterTypes()[0] == Config.class);
    }
}
