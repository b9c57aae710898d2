// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {
    private final Origin origin = new Origin(7, 0);
    private final List<String> left = new ArrayList<>();

    private Running enter(long transaction, int attempt) {
        return origin.enter(transaction, attempt, old -> left.add(old.attempt.toString()));
    }

    @Test
    void rows_of_one_attempt_meet() {
        assertSame(enter(5, 0), enter(5, 0));
        assertNotSame(enter(5, 0), enter(6, 0));
    }

    @Test
    void a_newer_attempt_takes_the_place_of_an_older_one() {
        enter(5, 0);
        assertNotNull(enter(5, 2));
        assertEquals(List.of("5:0"), left);
        assertNull(enter(5, 1));
        assertNull(enter(5, 0));
    }

    @Test
    void what_is_complete_does_not_begin_again() {
        enter(5, 0);
        enter(6, 0);
        enter(7, 1);
        origin.advance(7, old -> left.add(old.attempt.toString()));
        assertEquals(List.of("5:0", "6:0"), left);
        assertNull(enter(6, 3));
        assertNotNull(enter(7, 1));
        assertEquals(1, origin.size());
        origin.advance(4, old -> left.add("again"));
        assertEquals(2, left.size());
    }
}
