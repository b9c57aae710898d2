// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM beside this one. Used by the test's thread; always gone when a call returns. */
final class ChildJvm {
    private ChildJvm() {
    }

    /** The entries of the class path; Surefire hides them in a jar's manifest and tells them in a property. */
    static List<String> classPath() {
        return List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(File.pathSeparator));
    }

    /**
     * Runs a main class and says how it ended. It is stopped when it has written nothing to a file for too long.
     *
     * @param mainAndArguments its name and what it is given
     * @param folder           its working folder
     * @param progress         the file
     */
    static String run(List<String> classPath, List<String> mainAndArguments, Path folder, Path output, Path progress, int patienceSecs)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m",
            "-XX:+UseSerialGC", "-cp", String.join(File.pathSeparator, classPath)));
        command.addAll(mainAndArguments);
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            long before = -1;
            while (!process.waitFor(patienceSecs, TimeUnit.SECONDS)) {
                long written = Files.exists(progress) ? Files.size(progress) : 0;
                if (written == before) {
                    return "did not end within " + patienceSecs + " s";
                }
                before = written;
            }
            return "ended the JVM with status " + process.exitValue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
