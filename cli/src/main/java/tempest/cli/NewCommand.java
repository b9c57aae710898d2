// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import tempest.cli.launch.CommandFailure;

/** `storm new`: a Maven project with a topology and a test of it. Main thread; it starts nothing and asks nobody. */
final class NewCommand {
    static final Command COMMAND = Command.of("new", "DIR", "Makes a Maven project in a new folder: a topology, a test of it, a README.", List.of(
                    option(null, "group", "NAME", "the project's groupId (default: com.example)"),
                    option(null, "package", "NAME", "the package of its classes (default: the group and the folder's name)")),
            NewCommand::run);

    private static final String GROUP = "com.example";

    private NewCommand() {}

    private static int run(Invocation invocation) throws IOException {
        String named = invocation.onlyArgument("the new folder");
        Path folder = Path.of(named).toAbsolutePath().normalize();
        String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
            throw new UsageException("the folder's name is the project's too: letters, digits, '.', '_' and '-', not '" + name + "'");
        }
        String group = packageName("--group", invocation.option("group", GROUP));
        String own = group + "." + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String packageName = invocation.has("package") ? packageName("--package", invocation.option("package")) : ownPackage(own);
        refuseIfUsed(folder);
        String version = invocation.installation().release();
        ProjectTemplate.of(invocation.installation()).write(folder, Map.of("groupId", group, "artifactId", name, "version", "1.0-SNAPSHOT",
                "package", packageName, "tempestVersion", version));
        invocation.out().println(named + ": a Maven project with the topology " + packageName + ".WordCount, a test of it, and a README that says how to run it");
        hintAtRepository(invocation, version);
        return Cli.OK;
    }

    private static String packageName(String option, String name) {
        if (!SourceVersion.isName(name)) {
            throw new UsageException(option + " takes a package name such as org.example, not '" + name + "'");
        }
        return name;
    }

    private static String ownPackage(String name) {
        if (!SourceVersion.isName(name)) {
            throw new UsageException("'" + name + "' cannot be a Java package: name one with --package");
        }
        return name;
    }

    private static void refuseIfUsed(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(folder + " is a file; name a folder that does not exist yet");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new CommandFailure(folder + " is not empty; name a folder that does not exist yet");
            }
        }
    }

    /** Maven may keep its repository elsewhere, so this is a hint and no more. */
    private static void hintAtRepository(Invocation invocation, String version) {
        Path known = Path.of(System.getProperty("user.home"), ".m2", "repository");
        if (!Files.exists(known.resolve("tempest/tempest-bom").resolve(version))) {
            invocation.out().println("Maven does not seem to know Tempest " + version + " yet: copy what is in "
                    + invocation.installation().home().resolve("repository") + " into " + known);
        }
    }
}
