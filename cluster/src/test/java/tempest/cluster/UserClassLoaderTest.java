// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.apache.storm.generated.StormBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserClassLoaderTest {
    @TempDir
    static Path folder;
    private static Path classes;

    /** A "user's jar" with its own Curator, its own class in the contract's package, and its own copy of a contract's class. */
    @BeforeAll
    static void compileAUsersClasses() throws IOException {
        Map<String, String> sources = Map.of(
            "org/apache/curator/framework/CuratorFramework",
            "package org.apache.curator.framework; public class CuratorFramework { public String toString() { return \"the user's\"; } }",
            "org/apache/storm/starter/Mine",
            "package org.apache.storm.starter; public class Mine { public Class<?> base() { return org.apache.storm.generated.StormBase.class; } }",
            "org/apache/storm/generated/StormBase", "package org.apache.storm.generated; public class StormBase { }",
            "org/apache/storm/shade/io/Buffer", "package org.apache.storm.shade.io; public class Buffer { }",
            "user/Uses", "package user; public class Uses { public String toString() { return new org.apache.storm.shade.io.Buffer() + \"\"; } }",
            "user/Peek", "package user; public class Peek { public Class<?> peek(String name) throws Exception { return Class.forName(name); } }");
        Path source = folder.resolve("src");
        classes = Files.createDirectories(folder.resolve("classes"));
        String[] arguments = new String[sources.size() + 2];
        arguments[0] = "-d";
        arguments[1] = classes.toString();
        int next = 2;
        for (Map.Entry<String, String> one : sources.entrySet()) {
            Path file = source.resolve(one.getKey() + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, one.getValue());
            arguments[next++] = file.toString();
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
        Files.delete(classes.resolve("org/apache/storm/shade/io/Buffer.class"));
        Files.writeString(classes.resolve("mine.txt"), "mine");
    }

    @Test
    void aLibraryThatTheUserBundlesIsTheUsersOwn() throws Exception {
        try (UserClassLoader user = UserClassLoader.ofPaths(List.of(classes))) {
            Class<?> theirs = user.loadClass("org.apache.curator.framework.CuratorFramework");
            assertSame(user, theirs.getClassLoader());
            assertNotSame(org.apache.curator.framework.CuratorFramework.class, theirs);
            assertEquals("the user's", theirs.getDeclaredConstructor().newInstance().toString());
        }
    }

    @Test
    void theContractIsSharedEvenIfTheUserBundlesItAndTheirOwnClassesOfItsPackageAreFound() throws Exception {
        try (UserClassLoader user = UserClassLoader.ofPaths(List.of(classes))) {
            assertSame(StormBase.class, user.loadClass("org.apache.storm.generated.StormBase"));
            Class<?> mine = user.loadClass("org.apache.storm.starter.Mine");
            assertSame(user, mine.getClassLoader());
            assertSame(StormBase.class, mine.getMethod("base").invoke(mine.getDeclaredConstructor().newInstance()));
        }
    }

    @Test
    void whatTheJdkHasIsTheJdksWhateverTheUserBundles() throws Exception {
        Path jar = Files.createDirectories(folder.resolve("xml-apis"));
        Path source = Files.createDirectories(folder.resolve("dom")).resolve("OwnNode.java");
        Files.writeString(source, "package org.w3c.dom; public class OwnNode { }");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "--limit-modules", "java.base", "-d", jar.toString(), source.toString()));
        Path copy = jar.resolve("javax/xml/xpath/XPathFactory.class");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, "an old copy, never to be loaded");
        try (UserClassLoader user = UserClassLoader.ofPaths(List.of(jar))) {
            assertSame(javax.xml.xpath.XPathFactory.class, user.loadClass("javax.xml.xpath.XPathFactory"));
            assertSame(user, user.loadClass("org.w3c.dom.OwnNode").getClassLoader(), "a package that the JDK has, too");
            assertThrows(ClassNotFoundException.class, () -> user.loadClass("org.w3c.dom.Nowhere"));
            assertThrows(ClassNotFoundException.class, () -> user.loadClass("WithoutAPackage"));
        }
    }

    @Test
    void theEnginesOwnClassesAndLibrariesAreOutOfReach() throws Exception {
        try (UserClassLoader user = UserClassLoader.ofPaths(List.of(classes))) {
            Class<?> peek = user.loadClass("user.Peek");
            Object peeker = peek.getDeclaredConstructor().newInstance();
            for (String hidden : List.of("tempest.cluster.Clock", "org.apache.zookeeper.ZooKeeper", "io.netty.handler.ssl.SslHandler")) {
                Class.forName(hidden);
                Throwable failure = assertThrows(InvocationTargetException.class,
                    () -> peek.getMethod("peek", String.class).invoke(peeker, hidden)).getCause();
                assertEquals(ClassNotFoundException.class, failure.getClass());
            }
            assertSame(java.sql.Connection.class, user.loadClass("java.sql.Connection"));
        }
    }

    @Test
    void aMissingClassThatApacheStormBringsAlongIsToldWithItsArtifact() throws Exception {
        Path libraries = folder.resolve("libraries");
        Path list = libraries.resolve(AbsentLibraries.FILE);
        Files.createDirectories(list.getParent());
        Files.writeString(list, "org.apache.storm.shade.=g:all:1\norg.apache.storm.shade.io.=g:io:2\n");
        try (UserClassLoader user = UserClassLoader.ofPaths(List.of(classes, libraries))) {
            Object uses = user.loadClass("user.Uses").getDeclaredConstructor().newInstance();
            NoClassDefFoundError error = assertThrows(NoClassDefFoundError.class, uses::toString);
            assertEquals("java.lang.NoClassDefFoundError: org.apache.storm.shade.io.Buffer is not in the topology's jar, nor does Tempest bring it along as"
                + " Apache Storm does: submit with --artifacts g:io:2", WorkerExit.text(error));
            assertTrue(WorkerExit.describe(error).endsWith("user.Uses.toString(Uses.java:1)"), WorkerExit.describe(error));
            assertTrue(assertThrows(ClassNotFoundException.class, () -> user.loadClass("org.apache.storm.shade.Other")).getMessage().endsWith(" g:all:1"));
            assertEquals("user.Absent", assertThrows(ClassNotFoundException.class, () -> user.loadClass("user.Absent")).getMessage());
        }
    }

    @Test
    void resourcesAreTheUsersOrTheContracts() throws Exception {
        try (UserClassLoader user = UserClassLoader.ofPaths(List.of(classes))) {
            assertEquals("mine", new String(user.getResourceAsStream("mine.txt").readAllBytes()));
            assertNull(user.getResource("tempest/cluster/Clock.class"));
            assertNotNull(user.getResource("org/apache/storm/generated/Nimbus.class"));
            assertNotNull(user.getResourceAsStream("org/apache/storm/generated/Nimbus.class"));
        }
    }
}
