// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tempest.cli.launch.CommandFailure;
import tempest.cli.secure.ConfigCheck;
import tempest.cli.secure.Finding;
import tempest.cli.secure.PortCheck;
import tempest.cli.secure.SecureFiles;

/** {@code storm secure}: closes a cluster, and tells what of one is open. Main thread. */
final class SecureCommands {
    static final Command COMMAND = Command.of("secure", "init --hosts HOST[,HOST...] --output DIR | check [--running]",
        "init makes certificates, passwords and a storm.yaml for each host and user of a closed cluster; check tells what is open, wrong or weak.", List.of(
            option(null, "hosts", "HOSTS", "init: the cluster's hosts, by the names others know them by; Nimbus and ZooKeeper run on the first"),
            option(null, "users", "USERS", "init: who may submit topologies (default: you)"),
            option(null, "output", "DIR", "init: a new folder, which gets one folder for each host and user"),
            option(null, "path", "DIR", "init: where each host will have its folder (default: where it is made)"),
            option(null, "running", null, "check: call the ports of the running cluster, too, as somebody without credentials would"),
            option(null, "json", null, "check: print JSON, for programs")),
        SecureCommands::run);

    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";
    private static final String USER = "[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?";

    private SecureCommands() {
    }

    private static int run(Invocation invocation) throws Exception {
        return switch (invocation.onlyArgument("init or check")) {
            case "init" -> init(invocation);
            case "check" -> check(invocation);
            default -> throw new UsageException("takes init or check, not " + invocation.arguments().get(0));
        };
    }

    private static int init(Invocation invocation) throws IOException, GeneralSecurityException {
        List<String> hosts = names(invocation, "hosts", HOST, null);
        List<String> users = names(invocation, "users", USER, System.getProperty("user.name"));
        if (hosts.stream().anyMatch(Set.of("users", "authority")::contains)) {
            throw new UsageException("--hosts: users and authority are the names of folders that are made besides those of hosts");
        }
        if (users.contains(SecureFiles.DAEMON_USER)) {
            throw new UsageException("--users: " + SecureFiles.DAEMON_USER + " is whom the daemons are known as; users need names of their own");
        }
        Path output = Path.of(required(invocation, "output")).toAbsolutePath().normalize();
        if (Files.exists(output)) {
            try (Stream<Path> inside = Files.list(output)) {
                if (inside.findAny().isPresent()) {
                    throw new CommandFailure(output + " is not empty; name a folder that does not exist yet: what is there may be a cluster's only keys");
                }
            }
        }
        List<Path> made = new SecureFiles(Clock.systemUTC(), new SecureRandom())
            .write(new SecureFiles.Order(hosts, users, output, invocation.option("path")));
        made.forEach(folder -> invocation.out().println("made " + folder));
        invocation.out().println("Copy each host's folder to it, to " + (invocation.has("path") ? invocation.option("path") : "the same path")
            + ", readable by the daemons' user alone, and put its storm.yaml into conf/. Give each user the folder of theirs. Keep "
            + output.resolve("authority") + " away from all of them.");
        return Cli.OK;
    }

    private static String required(Invocation invocation, String option) {
        String value = invocation.option(option);
        if (value == null || value.isBlank()) {
            throw new UsageException("--" + option + " is missing");
        }
        return value;
    }

    private static List<String> names(Invocation invocation, String option, String form, String otherwise) {
        String text = invocation.option(option, otherwise);
        if (text == null || text.isBlank()) {
            throw new UsageException("--" + option + " is missing");
        }
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (String name : Arrays.stream(text.split(",")).map(String::strip).toList()) {
            if (!name.matches(form)) {
                throw new UsageException("--" + option + ": '" + name + "' is no such name; names are separated by commas");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /** Exits 0 if nothing is open or wrong: what is weak is for its owner to judge. */
    private static int check(Invocation invocation) throws IOException {
        List<Finding> findings = Stream.concat(ConfigCheck.of(invocation.conf()).stream(),
            invocation.has("running") ? PortCheck.of(invocation.conf()).stream() : Stream.empty()).distinct().toList();
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(findings.stream().map(SecureCommands::json).toList()));
        } else {
            findings.forEach(finding -> invocation.out().println(finding.kind() == Finding.Kind.WEAK ? invocation.style().doubtful(finding.toString())
                : invocation.style().bad(finding.toString())));
        }
        if (findings.isEmpty() && !invocation.json()) {
            invocation.out().println("nothing is open, wrong or weak");
        }
        return findings.stream().allMatch(finding -> finding.kind() == Finding.Kind.WEAK) ? Cli.OK : Cli.FAILED;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        json.put("what", finding.what());
        return json;
    }
}
