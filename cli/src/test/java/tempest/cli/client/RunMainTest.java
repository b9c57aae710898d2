// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.InvalidTopologyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMainTest {
    private record Ended(int exit, String out, String err) {}

    /** What a main may do. */
    public static final class Main {
        private Main() {}

        public static void main(String[] args) throws Exception {
            switch (args[0]) {
                case "print" -> System.out.print(String.join("|", args));
                case "invalid" -> throw new RuntimeException(new InvalidTopologyException("bolt b subscribes to a stream that is not there"));
                case "shaded" -> throw new NoClassDefFoundError("org/example/shade/io/Buffer");
                case "by name" -> Class.forName("org.example.shade.other.Thing");
                case "broken" -> throw new NoClassDefFoundError("Could not initialize class com.example.Broken");
                case "wrapped" -> throw new InvocationTargetException(new InvocationTargetException(new NoClassDefFoundError("com/example/Missing")));
                case "bug" -> Path.of((String) null);
                default -> throw new NoClassDefFoundError("com/example/Missing");
            }
        }
    }

    @TempDir
    Path folder;

    private static Ended run(String... words) throws Exception {
        return runWith(System.getProperty("java.class.path"), words);
    }

    private static Ended runWith(String classPath, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "-cp", classPath, RunMain.class.getName()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), out, err.replaceAll("(?m)^(Picked up |WARNING: ).*\\R", "")); // those are the JVM's
    }

    @Test
    void mainsArgumentsArriveAndANormalReturnIsExit0() throws Exception {
        assertEquals(new Ended(0, "print|two words|--help", ""), run(Main.class.getName(), "print", "two words", "--help"));
    }

    @Test
    void aRefusedTopologyIsOneLineWithoutWrappers() throws Exception {
        assertEquals(new Ended(1, "", "storm jar: invalid topology: bolt b subscribes to a stream that is not there\n"), run(Main.class.getName(), "invalid"));
    }

    @Test
    void aBugInMainIsOneLineThatSaysWhere() throws Exception {
        Ended ended = run(Main.class.getName(), "bug");
        assertEquals(1, ended.exit());
        assertTrue(ended.err().matches("storm jar: NullPointerException.* \\(at RunMainTest.java:\\d+\\)\n"), ended.err());
    }

    @Test
    void aClassThatIsMissingIsToldByItsNameInJava() throws Exception {
        assertTrue(run(Main.class.getName(), "else").err().startsWith("storm jar: class com.example.Missing is missing"));
        assertTrue(run(Main.class.getName(), "wrapped").err().startsWith("storm jar: class com.example.Missing is missing"), "a main below a main");
        assertEquals("storm jar: there is no class no.such.Main in the jar\n", run("no.such.Main").err());
        assertTrue(run("java.lang.String").err().contains("has no public static void main"));
    }

    @Test
    void aMissingClassThatApacheStormBringsAlongIsToldWithItsArtifact() throws Exception {
        Path list = Files.createDirectories(folder.resolve("META-INF/tempest")).resolve("absent-libraries.properties");
        Files.writeString(list, "org.example.shade.=g:all:1\norg.example.shade.io.=g:io:2\n");
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;
        String line = "storm jar: class %s is missing: it is neither in the jar nor given by --jars or --artifacts; Apache Storm brings it along, here it"
            + " takes --artifacts %s\n";
        assertEquals(String.format(line, "org.example.shade.io.Buffer", "g:io:2"), runWith(classPath, Main.class.getName(), "shaded").err());
        assertEquals(String.format(line, "org.example.shade.other.Thing", "g:all:1"), runWith(classPath, Main.class.getName(), "by name").err());
        assertEquals("storm jar: NoClassDefFoundError: Could not initialize class com.example.Broken\n",
            runWith(classPath, Main.class.getName(), "broken").err());
    }

    @Test
    void wrappersAreTakenOffAndThriftsTextsAreFoundBelow() {
        assertEquals("the name is taken: x runs", FailureLine.of(new RuntimeException("it could not be run: null", new AlreadyAliveException("x runs"))));
        assertEquals("a sentence for people", FailureLine.of(new InvocationTargetException(new IllegalArgumentException("a sentence for people"))));
        assertEquals("NullPointerException", FailureLine.of(new RuntimeException(new NullPointerException())));
        assertEquals("no such file: a.txt", FailureLine.of(new NoSuchFileException("a.txt")));
        assertEquals("two lines become one", FailureLine.of(new IllegalArgumentException("two lines\n  become one")));
    }
}
