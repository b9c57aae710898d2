// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.Installation;

/**
 * The files of Tempest's Maven archetype, which `storm new` writes without Maven, as Maven would: names in {@code ${}} replaced, and Java files
 * in the folder of their package. Immutable; main thread. It never writes over a file.
 *
 * @param archetype the archetype's jar
 */
record ProjectTemplate(Path archetype) {
    private static final String FILES = "archetype-resources";
    private static final String PACKAGE = "package";

    /** The template that came with {@code installation}. */
    static ProjectTemplate of(Installation installation) {
        String version = installation.release();
        Path jar = installation.home().resolve("repository/tempest/tempest-archetype").resolve(version).resolve("tempest-archetype-" + version + ".jar");
        if (!Files.isReadable(jar)) {
            throw new CommandFailure("the project's template is missing: " + jar + "; unpack Tempest " + version + " again");
        }
        return new ProjectTemplate(jar);
    }

    /**
     * Writes the project.
     *
     * @param folder does not exist, or is empty
     * @param values what the names stand for; {@code package} is also the folder of Java files
     */
    void write(Path folder, Map<String, String> values) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(archetype)) {
            Path root = jar.getPath(FILES);
            List<Path> files;
            try (Stream<Path> all = Files.walk(root)) {
                files = all.filter(Files::isRegularFile).toList();
            }
            for (Path file : files) {
                Path target = folder.resolve(placed(root.relativize(file).toString(), values.get(PACKAGE)));
                Files.createDirectories(target.getParent());
                Files.writeString(target, filled(Files.readString(file), values));
            }
        }
    }

    private static String placed(String file, String packageName) {
        return file.endsWith(".java") ? file.replaceFirst("^(src/\\w+/java/)", "$1" + packageName.replace('.', '/') + "/") : file;
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
