// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import java.util.List;

/** How an object is made: its class, the arguments of its constructor or factory, then properties, then methods to call. */
public class ObjectDef extends Located {
    private String className;
    private List<Object> constructorArgs;
    private List<PropertyDef> properties;
    private List<ConfigMethodDef> configMethods;
    private String factory;
    private List<Object> factoryArgs;

    public String getClassName() {
        return className;
    }

    public void setClassName(String className) {
        this.className = className;
    }

    /** Values, {@link BeanReference} and {@link BeanListReference}; null if none were given. */
    public List<Object> getConstructorArgs() {
        return constructorArgs;
    }

    /** Takes references, too, as maps of {@code ref} or {@code reflist}. */
    public void setConstructorArgs(List<Object> constructorArgs) {
        this.constructorArgs = ArgumentList.of(constructorArgs);
    }

    public boolean hasConstructorArgs() {
        return constructorArgs != null && !constructorArgs.isEmpty();
    }

    /** Whether an argument of the constructor or of the factory is a component. */
    public boolean hasReferences() {
        return ArgumentList.hasReferences(constructorArgs) || ArgumentList.hasReferences(factoryArgs);
    }

    public List<PropertyDef> getProperties() {
        return properties;
    }

    public void setProperties(List<PropertyDef> properties) {
        this.properties = properties;
    }

    public List<ConfigMethodDef> getConfigMethods() {
        return configMethods;
    }

    public void setConfigMethods(List<ConfigMethodDef> configMethods) {
        this.configMethods = configMethods;
    }

    public boolean hasFactory() {
        return factory != null && !factory.isEmpty();
    }

    public boolean hasFactoryArgs() {
        return factoryArgs != null && !factoryArgs.isEmpty();
    }

    /** The static method that makes the object instead of a constructor; null if there is none. */
    public String getFactory() {
        return factory;
    }

    public void setFactory(String factory) {
        this.factory = factory;
    }

    public List<Object> getFactoryArgs() {
        return factoryArgs;
    }

    /** Takes references, too, as maps of {@code ref} or {@code reflist}. */
    public void setFactoryArgs(List<Object> factoryArgs) {
        this.factoryArgs = ArgumentList.of(factoryArgs);
    }
}
