// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/** Says what is wrong with a jar before a JVM is started on it. Reads the jar's directory only. */
public final class JarCheck {
    private static final String CLASS = ".class";

    private JarCheck() {}

    /** Returns the absolute path of a readable, whole jar that has the class, or one of whose companions has it. */
    public static Path check(String jar, String mainClass, List<Path> companions) {
        Path path = Path.of(jar).toAbsolutePath().normalize();
        List<String> classes = new ArrayList<>(classes(path));
        for (Path companion : companions) {
            classes.addAll(classes(companion));
        }
        if (!classes.contains(mainClass) && !sharedClass(mainClass)) {
            throw new CommandFailure(path + " has no class " + mainClass + likely(mainClass, classes));
        }
        return path;
    }

    /** A readable, whole jar, by absolute path. */
    public static Path whole(String jar) {
        Path path = Path.of(jar).toAbsolutePath().normalize();
        classes(path);
        return path;
    }

    private static List<String> classes(Path jar) {
        if (!Files.exists(jar)) {
            throw new CommandFailure("there is no file " + jar + nearby(jar));
        } else if (Files.isDirectory(jar)) {
            throw new CommandFailure(jar + " is a folder; name the jar in it");
        } else if (!Files.isReadable(jar)) {
            throw new CommandFailure("no permission to read " + jar);
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return file.stream().map(e -> e.getName()).filter(n -> n.endsWith(CLASS))
                    .map(n -> n.substring(0, n.length() - CLASS.length()).replace('/', '.')).toList();
        } catch (ZipException e) {
            throw new CommandFailure(jar + " is not a whole jar (" + size(jar) + " bytes, " + e.getMessage() + "); build or copy it again", e);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + jar + ": " + e.getMessage(), e);
        }
    }

    /** Classes of the contract may carry a main of their own. */
    private static boolean sharedClass(String mainClass) {
        return JarCheck.class.getClassLoader().getResource(mainClass.replace('.', '/') + CLASS) != null;
    }

    private static String likely(String mainClass, List<String> classes) {
        String simple = simple(mainClass);
        Optional<String> guess = classes.stream().filter(c -> simple(c).equalsIgnoreCase(simple)).findFirst();
        if (guess.isEmpty()) {
            List<String> simples = classes.stream().map(JarCheck::simple).toList();
            guess = NearestName.of(simple, simples).flatMap(s -> classes.stream().filter(c -> simple(c).equals(s)).findFirst());
        }
        return guess.map(c -> "; did you mean " + c + "?").orElse("; name the full class name, such as org.example.MyTopology");
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String nearby(Path jar) {
        Path folder = jar.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return folder == null ? "" : " (nor a folder " + folder + ")";
        }
        try (var files = Files.list(folder)) {
            List<String> names = files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".jar"))
                    .sorted(Comparator.naturalOrder()).toList();
            return NearestName.of(jar.getFileName().toString(), names).map(n -> "; did you mean " + n + "?").orElse("");
        } catch (IOException e) {
            return " (its folder cannot be listed: " + e.getMessage() + ")";
        }
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            return -1;
        }
    }
}
