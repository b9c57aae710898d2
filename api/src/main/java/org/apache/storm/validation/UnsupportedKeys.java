// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keys of Storm's that have no effect here, as {@code unsupported-keys.txt} beside this class lists them. Read once; immutable; any thread.
 * It looks at no configuration: {@link ConfigNotices} does.
 */
public final class UnsupportedKeys {
    private static final String LIST = "unsupported-keys.txt";
    private static final int COLUMNS = 4;

    private UnsupportedKeys() {
    }

    /** Who would read a key. */
    public enum Reader {
        NIMBUS, SUPERVISOR, DRPC, UI, LOGVIEWER,
        /** Whoever submits a topology, and Nimbus, whose settings are the defaults of every topology. */
        TOPOLOGY
    }

    /**
     * A line of the list.
     *
     * @param pattern a key, or what the keys of a family begin with and {@code *}
     * @param refused whether whoever meets another value than the default must not go on
     * @param readers who would read it
     * @param reason  why it has no effect, as half a sentence
     */
    public record Entry(String pattern, boolean refused, Set<Reader> readers, String reason) {
        boolean covers(String key) {
            return pattern.endsWith("*") ? key.startsWith(pattern.substring(0, pattern.length() - 1)) : key.equals(pattern);
        }
    }

    private static final class Loaded {
        private static final List<Entry> LINES = read();
        private static final Map<String, Entry> BY_KEY = byKey(LINES);
    }

    /** The list, line by line. */
    public static List<Entry> lines() {
        return Loaded.LINES;
    }

    /** Each key with the line that lists it; a line for the key alone counts before one for its family. */
    public static Map<String, Entry> byKey() {
        return Loaded.BY_KEY;
    }

    private static Map<String, Entry> byKey(List<Entry> lines) {
        Map<String, Entry> found = new TreeMap<>();
        for (String key : ConfigKeys.all()) {
            for (Entry line : lines) {
                boolean first = !found.containsKey(key) || found.get(key).pattern().length() < line.pattern().length();
                if (line.covers(key) && (line.pattern().equals(key) || first)) {
                    found.put(key, line);
                }
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private static List<Entry> read() {
        List<Entry> lines = new ArrayList<>();
        try (InputStream in = UnsupportedKeys.class.getResourceAsStream(LIST);
             BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(LIST + " cannot be read", e);
        }
        return List.copyOf(lines);
    }

    private static Entry parse(String line) {
        String[] words = line.split("\\s+", COLUMNS);
        if (words.length != COLUMNS || !words[0].matches("told|refused")) {
            throw new IllegalStateException(LIST + " has the line '" + line + "'; it must be: told or refused, who, key, reason");
        }
        Set<Reader> readers = EnumSet.noneOf(Reader.class);
        for (String reader : words[1].split(",")) {
            readers.add(Reader.valueOf(reader.toUpperCase(Locale.ROOT)));
        }
        return new Entry(words[2], words[0].equals("refused"), Collections.unmodifiableSet(readers), words[3]);
    }
}
