// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * Tells the options of `storm jar` from the arguments of the user's main class. Storm takes its own options anywhere on the
 * line (`storm jar x.jar Main name -c topology.workers=2`), everything else goes to main in the order typed, and after `--`
 * nothing is ours. Once the main class is named, `--help` and `--verbose` are main's too. Pure.
 */
record ArgumentSplitter(List<String> options, List<String> arguments) {
    private static final Set<String> MAINS_OWN = Set.of("h", "help", "verbose");

    static ArgumentSplitter split(Options known, List<String> words, int leading) {
        List<String> options = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                arguments.addAll(words.subList(i + 1, words.size()));
                break;
            }
            Option option = word.startsWith("-") ? lookUp(known, word) : null;
            boolean mains = arguments.size() >= leading;
            if (option == null || mains && leading > 0 && MAINS_OWN.contains(option.getKey())) {
                if (!mains && word.startsWith("-") && word.length() > 1) {
                    throw new UsageException("unknown option " + word);
                }
                arguments.add(word);
                continue;
            }
            options.add(word);
            if (option.hasArg() && !word.contains("=")) {
                if (++i == words.size()) {
                    throw new UsageException("option " + word + " needs a value");
                }
                options.add(words.get(i));
            }
        }
        return new ArgumentSplitter(options, arguments);
    }

    private static Option lookUp(Options known, String word) {
        String name = word.replaceFirst("^--?", "");
        if (word.startsWith("--")) {
            int equals = name.indexOf('=');
            String longName = equals < 0 ? name : name.substring(0, equals);
            return known.hasLongOption(longName) ? known.getOption(longName) : null;
        }
        return known.hasShortOption(name) ? known.getOption(name) : null;
    }
}
