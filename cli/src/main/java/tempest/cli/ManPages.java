// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;

/**
 * Manual pages made of the table of commands: storm(1) and one page a command, such as storm-jar(1). Run by the build when it makes the tarball, on the
 * main thread; never by a user. All but {@link #main} is pure.
 */
public final class ManPages {
    private static final Pattern ROFF = Pattern.compile("[\\\\.'-]");

    private ManPages() {}

    /** Writes all pages. @param args the folder, which is made if need be, and the release */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Map.Entry<String, String> page : all(args[1]).entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
        }
    }

    /** Pages by the name of their file. */
    static Map<String, String> all(String release) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("storm.1", overview(release));
        for (CommandTable.Group group : CommandTable.GROUPS) {
            if (group.commands() != AbsentCommands.COMMANDS) {
                group.commands().forEach(command -> pages.put("storm-" + command.name() + ".1", page(command, release)));
            }
        }
        return pages;
    }

    private static String overview(String release) {
        StringBuilder page = head("STORM", release, "storm", "runs topologies made for Apache Storm, and the daemons of their cluster");
        page.append(".SH SYNOPSIS\n.B storm\n.I COMMAND\n[options] [arguments]\n.SH DESCRIPTION\n")
            .append(text("Each command has a page of its own, such as storm-jar(1).")).append('\n');
        for (CommandTable.Group group : CommandTable.GROUPS) {
            if (group.commands() != AbsentCommands.COMMANDS) {
                page.append(".SS ").append(text(group.title())).append('\n');
                group.commands().forEach(c -> page.append(".TP\n.B ").append(text("storm " + c.name())).append('\n').append(text(firstLine(c))).append('\n'));
            }
        }
        page.append(".SH ENVIRONMENT\n");
        item(page, "JAVA_HOME", "the Java to run on; otherwise the first one of PATH");
        item(page, "STORM_CONF_DIR", "the folder of storm.yaml and storm-env.sh; otherwise conf/ of the installation");
        item(page, "STORM_LOG_DIR", "where daemons write their logs; otherwise logs/ of the installation");
        item(page, "STORM_JAR_JVM_OPTS", "options for the JVM that runs a topology's main");
        item(page, "STORM_DEBUG", "1 shows logs and stack traces, as --verbose does");
        return exitStatus(page).toString();
    }

    private static String page(Command command, String release) {
        StringBuilder page = head("STORM-" + command.name().toUpperCase(java.util.Locale.ROOT), release, "storm-" + command.name(), firstLine(command));
        page.append(".SH SYNOPSIS\n.B ").append(text("storm " + command.name())).append("\n[options] ").append(text(command.synopsis())).append("\n.SH DESCRIPTION\n")
            .append(text(firstLine(command))).append('\n');
        List<String> more = command.summary().lines().skip(1).toList();
        if (!more.isEmpty()) {
            page.append(".PP\n.nf\n");
            more.forEach(line -> page.append(text(line)).append('\n'));
            page.append(".fi\n");
        }
        page.append(".SH OPTIONS\n");
        for (Option option : command.allOptions().getOptions()) {
            page.append(".TP\n.B ").append(text(flags(option)));
            page.append(option.hasArg() ? " \\fI" + text(option.getArgName()) + "\\fR\n" : "\n").append(text(option.getDescription())).append('\n');
        }
        return exitStatus(page).append(".SH SEE ALSO\n.BR storm (1)\n").toString();
    }

    private static StringBuilder head(String title, String release, String name, String sentence) {
        return new StringBuilder(".\\\" Made of the table of commands by the build.\n.TH \"").append(text(title)).append("\" 1 \"\" \"Tempest ").append(text(release))
            .append("\" \"Commands\"\n.SH NAME\n").append(text(name)).append(" \\- ").append(text(sentence.replaceFirst("\\.$", ""))).append('\n');
    }

    private static void item(StringBuilder page, String name, String sentence) {
        page.append(".TP\n.B ").append(text(name)).append('\n').append(text(sentence)).append('\n');
    }

    private static StringBuilder exitStatus(StringBuilder page) {
        return page.append(".SH EXIT STATUS\n").append(text("0 if it is done, 1 if it failed, 2 if the command line is wrong.")).append('\n');
    }

    private static String firstLine(Command command) {
        return command.summary().lines().findFirst().orElse("").replaceFirst(":$", ".");
    }

    private static String flags(Option option) {
        return option.getOpt() == null ? "--" + option.getLongOpt() : "-" + option.getOpt() + (option.getLongOpt() == null ? "" : ", --" + option.getLongOpt());
    }

    /** Letters that roff takes for its own stand for themselves, wherever they are in a line. */
    static String text(String text) {
        return ROFF.matcher(text).replaceAll(found -> Matcher.quoteReplacement(switch (found.group()) {
            case "\\" -> "\\e";
            case "." -> "\\&.";
            case "'" -> "\\(aq";
            default -> "\\-";
        }));
    }
}
