// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tempest.cluster.LocalLayout;
import tempest.cluster.LogSettings;

/**
 * What all workers of a supervisor have in common on their command line. Immutable.
 *
 * @param java        the program to start
 * @param classPath   of every worker; entries may end in a wild card, as the JVM knows it
 * @param mainClass   of every worker
 * @param logSettings Log4j's configuration file
 * @param confFile    as {@code storm.conf.file} has it; empty for the usual one
 * @param options     as {@code storm.options} has it; empty for none
 * @param memoryMb    what this machine, or the container it is, has
 */
public record WorkerHome(Path java, List<String> classPath, String mainClass, Path logSettings, String confFile, String options, long memoryMb) {

    private static final String MAIN = "tempest.worker.WorkerMain";

    /** As this daemon was started. The property {@code tempest.worker.classpath} replaces the class path of an unpacked distribution. */
    public static WorkerHome of(Map<String, Object> conf, LocalLayout layout, Map<String, String> environment) {
        String javaHome = environment.getOrDefault("JAVA_HOME", "");
        Path home = Path.of(javaHome.isBlank() ? System.getProperty("java.home") : javaHome);
        Path java = home.resolve("bin").resolve("java");
        if (!Files.isExecutable(java) && !Files.isExecutable(java.resolveSibling("java.exe"))) {
            throw new IllegalArgumentException("JAVA_HOME is " + home + ", but there is no program " + java
                + "; set JAVA_HOME to a JDK or JRE 17 or newer");
        }
        Path logSettings = LogSettings.file(layout.home(), conf, "worker.xml");
        return new WorkerHome(java, classPath(layout, environment), MAIN, logSettings, System.getProperty("storm.conf.file", ""),
            System.getProperty("storm.options", ""), machineMemoryMb());
    }

    private static long machineMemoryMb() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
    }

    private static List<String> classPath(LocalLayout layout, Map<String, String> environment) {
        String given = System.getProperty("tempest.worker.classpath", "");
        if (!given.isBlank()) {
            return List.of(given.split(File.pathSeparator));
        }
        List<String> path = new ArrayList<>();
        path.add(layout.home().resolve("lib-worker").resolve("*").toString());
        path.add(layout.home().resolve("lib-client").resolve("*").toString());
        if (Files.isDirectory(layout.home().resolve("extlib"))) {
            path.add(layout.home().resolve("extlib").resolve("*").toString());
        }
        String external = environment.getOrDefault("STORM_EXT_CLASSPATH", "");
        if (!external.isBlank()) {
            path.add(external);
        }
        String confDir = environment.getOrDefault("STORM_CONF_DIR", "");
        path.add(confDir.isBlank() ? layout.home().resolve("conf").toString() : confDir);
        return List.copyOf(path);
    }
}
