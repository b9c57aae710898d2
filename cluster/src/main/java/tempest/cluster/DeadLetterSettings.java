// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a topology wants done with tuples that fail again and again, parsed once from its configuration. Immutable; any thread. Nimbus checks a
 * submission by it and workers run by it.
 *
 * @param after after how many failures of a spout's message the tuple that a bolt fails is a dead letter; {@link #OFF} for never
 * @param masked values of fields and keys whose names one of these matches as a whole are not kept
 * @param letters most letters that are kept of the topology, the latest
 * @param bytes most bytes of these together
 * @param withValues false if users must not see values of failed tuples at all
 */
public record DeadLetterSettings(int after, List<Pattern> masked, int letters, int bytes, boolean withValues) {
    public static final String AFTER = "topology.dead.letter.after";
    public static final String MASK = "topology.dead.letter.mask";
    public static final String MOST_LETTERS = "topology.dead.letter.store.letters";
    public static final String MOST_BYTES = "topology.dead.letter.store.bytes";
    /** The stream of every bolt that its dead letters leave by. */
    public static final String STREAM = "__dead_letters";
    public static final int OFF = 0;
    private static final List<String> NAMES = List.of("component", "task", "source", "source-task", "stream", "fields", "values", "spout", "attempts",
        "time", "cause");
    private static final String WITH_VALUES = "topology.failure.samples.values";
    private static final int USUAL_LETTERS = 200;
    private static final int USUAL_BYTES = 1 << 20;
    /** They are in ZooKeeper, which is made for little. */
    private static final int LIMIT_LETTERS = 1000;
    private static final int LIMIT_BYTES = 64 << 20;

    /** @throws IllegalArgumentException in one line, if a value cannot be meant */
    public static DeadLetterSettings of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        return new DeadLetterSettings(conf.get(AFTER) == null ? OFF : read.integer(AFTER, OFF, 1), patterns(read.texts(MASK, List.of())),
            (int) read.whole(MOST_LETTERS, USUAL_LETTERS, 1, LIMIT_LETTERS), (int) read.whole(MOST_BYTES, USUAL_BYTES, 1024, LIMIT_BYTES),
            read.flag(WITH_VALUES, true));
    }

    private static List<Pattern> patterns(List<String> texts) {
        List<Pattern> patterns = new ArrayList<>();
        for (String text : texts) {
            try {
                patterns.add(Pattern.compile(text, Pattern.CASE_INSENSITIVE));
            } catch (PatternSyntaxException e) {
                throw ConfigReader.wrong(MASK, text, "a list of field names or regular expressions (" + e.getDescription() + ")");
            }
        }
        return List.copyOf(patterns);
    }

    /** The fields of that stream. */
    public static String[] fields() {
        return NAMES.toArray(String[]::new);
    }

    public boolean isOn() {
        return after != OFF;
    }

    /** Whether failures of this spout's messages are counted. Those of the system, such as checkpoints, and Trident's batches are no messages. */
    public boolean countsMessagesOf(String spout) {
        return isOn() && isUsers(spout);
    }

    /** Whether a component is one of the user's own. */
    public static boolean isUsers(String component) {
        return !component.startsWith("__") && !component.startsWith("$");
    }

    /** Whether the value of this field or key is not kept. */
    public boolean isMasked(String name) {
        return !withValues || masked.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
