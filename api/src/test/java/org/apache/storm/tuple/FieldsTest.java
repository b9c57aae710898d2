// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.tuple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.storm.utils.TupleUtils;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void selectsValuesInTheOrderAskedFor() {
        assertEquals(List.of(3, 1), new Fields("a", "b", "c").select(new Fields("c", "a"), List.of(1, 2, 3)));
    }

    @Test
    void aNameMayOccurOnlyOnceAndIsNamedIfItDoesNot() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Fields("a", "b", "a"));
        assertTrue(e.getMessage().contains("'a'"), e.getMessage());
    }

    @Test
    void anUnknownFieldIsNamedTogetherWithThoseThereAre() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Fields("a", "b").fieldIndex("z"));
        assertTrue(e.getMessage().contains("'z'") && e.getMessage().contains("[a, b]"), e.getMessage());
        assertFalse(new Fields("a").contains("z"));
    }

    @Test
    void whatIsDoneToTheListOfNamesDoesNotReachTheFields() {
        Fields fields = new Fields("a");
        fields.toList().add("b");
        assertEquals(1, fields.size());
        assertEquals(new Fields(List.of("a")), fields);
    }

    @Test
    void aFieldsGroupingPicksTheTaskThatStormPicks() {
        Object[][] keys = {{"storm"}, {"a", 1}, {1L}, {null}, {new byte[] {1, 2, 3}}, {new String[] {"x", "y"}, 2.5}, {-7}, {List.of(1, 2)},
            {new int[] {-5}}, {"", ""}};
        int[] of7 = {5, 0, 4, 3, 6, 4, 3, 3, 1, 2};
        int[] of3 = {2, 0, 2, 1, 2, 2, 0, 2, 0, 1};
        for (int i = 0; i < keys.length; i++) {
            assertEquals(of7[i], TupleUtils.chooseTaskIndex(Arrays.asList(keys[i]), 7), Arrays.deepToString(keys[i]));
            assertEquals(of3[i], TupleUtils.chooseTaskIndex(Arrays.asList(keys[i]), 3), Arrays.deepToString(keys[i]));
        }
    }

    @Test
    void aMessageIdComesBackAsItWasWritten() throws IOException {
        for (MessageId id : List.of(MessageId.makeUnanchored(), MessageId.makeRootId(-5, Long.MAX_VALUE),
                MessageId.makeId(Map.of(1L, 2L, -3L, 4L)))) {
            Output out = new Output(64, -1);
            id.serialize(out);
            assertEquals(id, MessageId.deserialize(new Input(out.toBytes())));
        }
    }

    @Test
    void valuesKeepNullsAndOrder() {
        assertEquals(Arrays.asList("a", null, 3), new Values("a", null, 3));
        assertEquals(List.of(), new Values());
    }
}
