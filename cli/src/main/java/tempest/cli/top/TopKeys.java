// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the bytes of a terminal mean. Pure. */
final class TopKeys {
    private static final int ESCAPE = 27;
    private static final Map<Integer, TopState.Key> PLAIN = Map.ofEntries(Map.entry((int) 'k', TopState.Key.UP), Map.entry((int) 'j', TopState.Key.DOWN),
        Map.entry((int) 'h', TopState.Key.LEFT), Map.entry((int) 'l', TopState.Key.RIGHT), Map.entry((int) '\r', TopState.Key.ENTER),
        Map.entry((int) '\n', TopState.Key.ENTER), Map.entry(127, TopState.Key.BACK), Map.entry(8, TopState.Key.BACK), Map.entry((int) 'r', TopState.Key.REVERSE),
        Map.entry((int) '?', TopState.Key.HELP), Map.entry((int) 'q', TopState.Key.QUIT), Map.entry(3, TopState.Key.QUIT), Map.entry((int) ' ', TopState.Key.REFRESH));
    private static final Map<Character, TopState.Key> ARROWS = Map.of('A', TopState.Key.UP, 'B', TopState.Key.DOWN, 'C', TopState.Key.RIGHT, 'D', TopState.Key.LEFT);

    private TopKeys() {}

    /** The keys of what one read gave: an escape with nothing behind it is the key itself, others begin a sequence, of which only arrows mean something. */
    static List<TopState.Key> of(byte[] bytes, int length) {
        List<TopState.Key> keys = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (bytes[i] != ESCAPE) {
                keys.add(PLAIN.getOrDefault((int) bytes[i], TopState.Key.NONE));
            } else if (i + 1 < length && (bytes[i + 1] == '[' || bytes[i + 1] == 'O')) {
                i += 2;
                while (i < length && (bytes[i] < '@' || bytes[i] > '~')) {
                    i++;
                }
                keys.add(i < length ? ARROWS.getOrDefault((char) bytes[i], TopState.Key.NONE) : TopState.Key.NONE);
            } else {
                keys.add(TopState.Key.BACK);
            }
        }
        return keys;
    }
}
