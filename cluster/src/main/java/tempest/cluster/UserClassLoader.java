// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads a user's classes: child first, and from the engine's class path it shows the contract only, so that a user's jar may
 * bundle its own version of any library we use; the JDK's classes come first. Any thread, as class loaders are. Of {@code tempest.*} it shows the additions to the contract and Trident's classes.
 *
 * <p>A class of the contract's packages is taken from the engine if the engine has it, and from the user's jars otherwise
 * (connectors and examples share the {@code org.apache.storm.} prefix). A class that is nowhere is said with the artifact that has it, if that is
 * one that Apache Storm would have brought along.
 */
public final class UserClassLoader extends URLClassLoader {
    private static final String[] CONTRACT = {
        "org.apache.storm.", "com.esotericsoftware.", "org.objenesis.", "org.slf4j.", "com.codahale.metrics.",
        "org.apache.logging.", "jakarta.servlet.",
        // Additions to the contract, and what decides for them, whose types are among theirs.
        "tempest.api.", "tempest.operators.",
        // What Trident's planner made of a user's topology is in the serialized topology, among the user's own objects.
        "tempest.trident.",
    };
    /** Resources that belong to the contract although they have no package. */
    private static final Set<String> CONTRACT_RESOURCES = Set.of("defaults.yaml", "storm.yaml");

    /** As everywhere in Java, what the JDK has is the JDK's: jars that carry old copies of its XML interfaces are many. */
    private static final Set<String> JDK_PACKAGES =
        ModuleLayer.boot().modules().stream().flatMap(module -> module.getPackages().stream()).collect(Collectors.toUnmodifiableSet());

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader engine;
    /** Read at the first class that is missing. */
    private volatile AbsentLibraries absent;

    /**
     * @param jars   the user's jars and folders, in the order of search
     * @param engine the class loader with the contract and the engine
     */
    public UserClassLoader(Collection<URL> jars, ClassLoader engine) {
        super("user", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.engine = engine;
    }

    /** Over files and folders, with the class loader of this class as the engine's. */
    public static UserClassLoader ofPaths(Collection<Path> paths) {
        List<URL> urls = new ArrayList<>();
        for (Path path : paths) {
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("cannot load classes from " + path, e);
            }
        }
        return new UserClassLoader(urls, UserClassLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                try {
                    loaded = find(name);
                } catch (ClassNotFoundException e) {
                    throw absent().advice(name).map(advice -> new ClassNotFoundException(advice, e)).orElse(e);
                }
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private AbsentLibraries absent() {
        AbsentLibraries read = absent;
        if (read == null) {
            read = AbsentLibraries.read(findResource(AbsentLibraries.FILE));
            absent = read;
        }
        return read;
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        if (JDK_PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
            try {
                return getParent().loadClass(name);
            } catch (ClassNotFoundException besideTheJdks) {
                return findClass(name);
            }
        }
        if (isContract(name)) {
            try {
                return engine.loadClass(name);
            } catch (ClassNotFoundException inTheUsersJarThen) {
                return findClass(name);
            }
        }
        return findClass(name);
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        if (own == null) {
            own = getParent().getResource(name);
        }
        return own == null && isContractResource(name) ? engine.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Set<URL> all = new LinkedHashSet<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getParent().getResources(name)));
        if (isContractResource(name)) {
            all.addAll(Collections.list(engine.getResources(name)));
        }
        return Collections.enumeration(all);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        InputStream own = super.getResourceAsStream(name);
        // URLClassLoader opens what getResource found only if it lies in one of its own jars or its parent's.
        return own == null && isContractResource(name) ? engine.getResourceAsStream(name) : own;
    }

    private static boolean isContract(String name) {
        for (String prefix : CONTRACT) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isContractResource(String name) {
        return CONTRACT_RESOURCES.contains(name) || isContract(name.replace('/', '.'));
    }
}
