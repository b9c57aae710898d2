// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.state.InMemoryKeyValueState;
import org.apache.storm.state.KeyValueState;
import org.junit.jupiter.api.Test;

class CheckpointSpoutTest {
    private final List<List<Object>> emitted = new ArrayList<>();
    private final KeyValueState<String, CheckPointState> state = new InMemoryKeyValueState<>();
    private CheckpointSpout spout = open();

    private CheckpointSpout open() {
        CheckpointSpout opened = new CheckpointSpout();
        opened.open(new SpoutOutputCollector(new ISpoutOutputCollector() {
            @Override
            public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
                emitted.add(tuple);
                return List.of();
            }

            @Override
            public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
            }

            @Override
            public long getPendingCount() {
                return 0;
            }

            @Override
            public void flush() {
            }

            @Override
            public void reportError(Throwable error) {
            }
        }), 0, state);
        return opened;
    }

    private List<Object> step() {
        spout.nextTuple();
        return emitted.get(emitted.size() - 1);
    }

    private void acked(Action action, long txid) {
        assertEquals(List.of(txid, action), step());
        spout.ack(txid);
    }

    @Test
    void startsByHavingStateInitializedThenGoesFromCheckpointToCheckpoint() {
        acked(Action.INITSTATE, -1);
        acked(Action.PREPARE, 0);
        acked(Action.COMMIT, 0);
        acked(Action.PREPARE, 1);
        acked(Action.COMMIT, 1);
    }

    @Test
    void waitsForAStepToBeDone() {
        step();
        step();
        assertEquals(1, emitted.size());
    }

    @Test
    void aStepThatFailsWhilePreparingIsRolledBackAndTriedAgain() {
        acked(Action.INITSTATE, -1);
        step();
        spout.fail(0L);
        acked(Action.ROLLBACK, 0);
        acked(Action.INITSTATE, -1);
        acked(Action.PREPARE, 0);
    }

    @Test
    void aCommitThatFailsIsCommittedAgainAlsoByItsSuccessor() {
        acked(Action.INITSTATE, -1);
        acked(Action.PREPARE, 0);
        step();
        spout.fail(0L);
        spout = open();
        acked(Action.COMMIT, 0);
        acked(Action.INITSTATE, 0);
        acked(Action.PREPARE, 1);
    }

    @Test
    void anAckOfAnotherStepChangesNothing() {
        step();
        spout.ack(17L);
        spout.nextTuple();
        assertEquals(1, emitted.size());
        assertTrue(state.get("__state") == null);
    }
}
