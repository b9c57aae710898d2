// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts the command line of a JVM together. Used by one thread; the list it makes is a snapshot. */
public final class JavaCommand {
    /** A JVM that lives shortly or serves little: quick to start, small to keep. */
    private static final List<String> QUICK = List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    /** A daemon's working set is small; without these the JVM sizes itself by the machine's memory. */
    private static final List<String> SMALL = List.of("-Xms16m", "-Xss512k", "-XX:ReservedCodeCacheSize=48m",
            "-XX:MinHeapFreeRatio=15", "-XX:MaxHeapFreeRatio=30", "-XX:+ExitOnOutOfMemoryError");

    private final List<String> options = new ArrayList<>();

    private JavaCommand() {}

    public static JavaCommand client() {
        return new JavaCommand().options(QUICK);
    }

    public static JavaCommand daemon() {
        return new JavaCommand().options(QUICK).options(SMALL);
    }

    public JavaCommand options(List<String> more) {
        options.addAll(more);
        return this;
    }

    /** Adds {@code -Dname=value} unless the value is null or empty. */
    public JavaCommand property(String name, Object value) {
        if (value != null && !value.toString().isEmpty()) {
            options.add("-D" + name + "=" + value);
        }
        return this;
    }

    public List<String> run(String classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** The JVM of this very process: bin/storm chose it. */
    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
