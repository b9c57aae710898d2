// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.ConfigKeys;
import org.apache.storm.validation.UnsupportedKeys;

/**
 * Makes the page about every configuration key, out of the constants' annotations and comments, the default values, the classes that name a key and the
 * list of those that have no effect. Pure but for reading sources and classes; used by one test thread.
 */
final class ConfigReference {
    private static final List<String> SOURCES = List.of("Config", "DaemonConfig");
    private static final Pattern ITEM = Pattern.compile(" {4}// ---- ([^\n]+)|/\\*\\*(.*?)\\*/|public static (?:final )?String \\w+\\s*=\\s*\"([^\"]+)\"", Pattern.DOTALL);
    /** In place of the daemon that a key begins with, for classes that serve several. */
    private static final String OF_THE_KEY = "of the key";
    private static final String ANYWHERE = "anywhere";
    /** Where a class runs, by the beginning of its name; the longest that fits counts. A class that fits none runs wherever the API is used. */
    private static final Map<String, String> PLACES = places();

    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b");

    private final KeyReaders readers;
    /** Config and DaemonConfig both have a constant for one of the keys. */
    private final Set<String> done = new TreeSet<>();
    private final Map<String, Object> defaults = Utils.readDefaultConfig();

    ConfigReference(KeyReaders readers) {
        this.readers = readers;
    }

    private static Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        for (String daemon : List.of("nimbus", "supervisor", "worker", "ui", "logviewer", "drpc")) {
            places.put("tempest/" + daemon + "/", daemon);
        }
        places.put("tempest/trident/", "worker");
        places.put("tempest/api/", "worker");
        places.put("tempest/state/", "worker");
        places.put("tempest/cli/", "command line");
        places.put("tempest/cluster/", "daemons");
        places.put("tempest/http/", OF_THE_KEY);
        places.put("org/apache/storm/security/auth/ThriftConnectionType", OF_THE_KEY);
        places.put("tempest/local/", "LocalCluster");
        places.put("org/apache/storm/Local", "LocalCluster");
        places.put("org/apache/storm/StormSubmitter", "submission");
        places.put("org/apache/storm/DependencyBlobs", "submission");
        places.put("org/apache/storm/scheduler/", "nimbus");
        places.put("org/apache/storm/blobstore/", "nimbus");
        places.put("org/apache/storm/blobstore/NimbusBlobStore", "clients");
        places.put("org/apache/storm/nimbus/", "nimbus");
        places.put("org/apache/storm/security/auth/authorizer/", "daemons");
        places.put("org/apache/storm/utils/NimbusClient", "clients");
        places.put("org/apache/storm/utils/DRPCClient", "clients");
        places.put("org/apache/storm/daemon/metrics/", "daemons");
        for (String part : List.of("drpc", "grouping", "metrics2", "policy", "redis", "serialization", "spout", "state", "streams", "task", "topology",
            "trident", "utils/Shell", "utils/TupleUtils", "security/serialization")) {
            places.put("org/apache/storm/" + part, "worker");
        }
        return places;
    }

    /** The whole page, in Markdown. */
    String page(String renewal) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String source : SOURCES) {
            collect(SourceTree.read(SourceTree.ROOT.resolve("api/src/main/java/org/apache/storm/" + source + ".java")), rows);
        }
        StringBuilder page = new StringBuilder(head(renewal));
        rows.forEach((section, lines) -> {
            if (!lines.isEmpty()) {
                page.append("\n## ").append(section).append("\n\n| key | value | default | read by | what it says |\n|---|---|---|---|---|\n");
                lines.forEach(page::append);
            }
        });
        return page.toString();
    }

    private static String head(String renewal) {
        long listed = UnsupportedKeys.byKey().size();
        long refused = UnsupportedKeys.byKey().values().stream().filter(UnsupportedKeys.Entry::refused).count();
        return "# Configuration reference\n\nEvery key of `org.apache.storm.Config` and `DaemonConfig`: " + ConfigKeys.all().size() + ", of which "
            + (ConfigKeys.all().size() - listed) + " are honoured and " + listed + " are not. Of the latter, " + refused
            + " are refused with another value than the\ndefault, and the others told in one line. How to set them, and which ones matter: "
            + "[configure.md](configure.md).\n\nThis page is generated from the keys' annotations and comments, `conf/defaults.yaml` and the code that reads"
            + " them; do not\nedit it. What renews it: `" + renewal + "`\n";
    }

    private void collect(String source, Map<String, List<String>> rows) {
        String comment = "";
        List<String> section = new ArrayList<>();
        for (Matcher item = ITEM.matcher(source); item.find();) {
            if (item.group(1) != null) {
                section = rows.computeIfAbsent(item.group(1).trim(), title -> new ArrayList<>());
            } else if (item.group(2) != null) {
                comment = withKeys(text(item.group(2)));
            } else if (ConfigKeys.all().contains(item.group(3)) && done.add(item.group(3))) {
                section.add(row(item.group(3), comment));
            }
        }
    }

    private String row(String key, String comment) {
        UnsupportedKeys.Entry unsupported = UnsupportedKeys.byKey().get(key);
        String by = String.join(", ", places(key));
        String meaning = comment;
        if (unsupported != null) {
            by = unsupported.refused() ? "**refused**" : "no effect";
            meaning = comment + (unsupported.refused() ? " **Refused here**: " : " **No effect here**: ") + unsupported.reason() + ".";
        }
        Object usual = defaults.get(key);
        String shown = usual == null ? "" : "`" + (usual instanceof String ? usual : JSONValue.toJSONString(usual).replace("\\/", "/")) + "`";
        return ("| `" + key + "` | " + ValueKind.of(key, ConfigKeys.constants().get(key)) + " | " + (shown.equals("``") ? "" : shown.replace("|", "\\|"))
            + " | " + by + " | " + meaning.replace("|", "\\|") + " |\n");
    }

    /** Where a key counts. */
    private Set<String> places(String key) {
        Set<String> places = readers.of(key).stream().map(ConfigReference::place).collect(Collectors.toCollection(TreeSet::new));
        if (places.remove(OF_THE_KEY)) {
            String daemon = key.substring(0, key.indexOf('.'));
            places.add(PLACES.containsValue(daemon) ? daemon : ANYWHERE);
        }
        if (places.remove(ANYWHERE)) {
            places.addAll(List.of("clients", "daemons"));
        }
        return places;
    }

    private static String place(String type) {
        return PLACES.entrySet().stream().filter(place -> type.startsWith(place.getKey()))
            .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length())).map(Map.Entry::getValue).orElse(ANYWHERE);
    }

    /** A comment as Markdown in one line. */
    private static String text(String comment) {
        return comment.replaceAll("\\n\\s*\\* ?", " ").replaceAll("\\{@(?:code|literal) ([^}]*)\\}", "`$1`")
            .replaceAll("\\{@link(?:plain)? #?([^}]*)\\}", "`$1`").replaceAll("</?p>", "").replaceAll("\\s+", " ").trim();
    }

    /** A comment names other keys by their constants. */
    private static String withKeys(String text) {
        return CONSTANT.matcher(text).replaceAll(name -> {
            for (Map.Entry<String, Field> constant : ConfigKeys.constants().entrySet()) {
                if (constant.getValue().getName().equals(name.group())) {
                    return "`" + constant.getKey() + "`";
                }
            }
            return name.group();
        }).replace("``", "`");
    }
}
