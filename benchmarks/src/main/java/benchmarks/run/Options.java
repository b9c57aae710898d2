// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was asked for on the command line. */
record Options(int rounds, int seconds, int warmUp, List<Case> cases, List<String> systems, List<String> settings, List<String> trial, Path profile, Path out, Path report) {
    static final List<String> SYSTEMS = List.of("tempest", "apache", "flink", "jet");
    static final String TRIAL = "trial";
    static final List<String> SETTINGS = List.of("default", "best");

    static Options of(String[] args, Path home) {
        Map<String, String> given = given(args, 0, "benchmarks/run");
        int rounds = number(given.remove("rounds"), 3);
        int seconds = number(given.remove("seconds"), 10);
        int warmUp = number(given.remove("warm-up"), 15);
        List<String> names = Case.all().stream().map(Case::name).toList();
        List<String> chosen = chosen("set", given.remove("set"), names);
        List<String> systems = chosen("systems", given.remove("systems"), SYSTEMS);
        String conf = given.remove("conf");
        List<String> trial = conf == null ? List.of() : java.util.Arrays.stream(conf.split(";")).map(Options::setting).toList();
        List<String> settings = conf == null ? chosen("settings", given.remove("settings"), SETTINGS) : List.of(TRIAL);
        String report = given.remove("report");
        String out = given.remove("out");
        String profile = given.remove("profile");
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("unknown option --" + given.keySet().iterator().next() + "; see benchmarks/run --help");
        }
        Path folder = out != null ? Path.of(out) : home.resolve("target/results-" + System.currentTimeMillis() / 1000);
        return new Options(rounds, seconds, warmUp, Case.all().stream().filter(c -> chosen.contains(c.name())).toList(), systems, settings,
            trial, profile == null ? null : Path.of(profile).toAbsolutePath(), folder.toAbsolutePath(), report == null ? null : Path.of(report).toAbsolutePath());
    }

    /** Options by their names, each with the value behind it. */
    static Map<String, String> given(String[] args, int first, String program) {
        Map<String, String> given = new TreeMap<>();
        for (int i = first; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " is not an option followed by its value; see " + program + " --help");
            }
            given.put(args[i].substring(2), args[i + 1]);
        }
        return given;
    }

    /** The case of this name, if it is one that a topology runs. */
    static Case oneCase(String name) {
        List<Case> all = Case.all().stream().filter(c -> !c.name().equals(Case.SUBMIT) && c.rate() != Case.HALF_OF_MAXIMUM).toList();
        return all.stream().filter(c -> c.name().equals(name)).findAny()
            .orElseThrow(() -> new IllegalArgumentException("no case " + name + "; there are " + String.join(" ", all.stream().map(Case::name).toList())));
    }

    private static String setting(String text) {
        if (text.indexOf('=') < 1) {
            throw new IllegalArgumentException("a setting is KEY=VALUE, not " + text);
        }
        return "conf." + text;
    }

    static int number(String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException(text + " is no number from 1 to 99999");
        }
        return Integer.parseInt(text);
    }

    private static List<String> chosen(String option, String text, List<String> all) {
        if (text == null) {
            return all;
        }
        List<String> chosen = new ArrayList<>(List.of(text.split(",")));
        for (String name : chosen) {
            if (!all.contains(name)) {
                throw new IllegalArgumentException("--" + option + " has no " + name + "; there are " + String.join(",", all));
            }
        }
        return chosen;
    }
}
