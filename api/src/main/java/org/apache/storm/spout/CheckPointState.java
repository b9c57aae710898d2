// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.io.Serializable;

/**
 * How far a checkpoint is, and what comes next. Immutable.
 *
 * <pre>
 * COMMITTED  --PREPARE-->  PREPARING(txid + 1)  --COMMIT-->  COMMITTING  -->  COMMITTED
 * recovering: COMMITTED --INITSTATE--> COMMITTED;  PREPARING --ROLLBACK--> COMMITTED(txid - 1);  COMMITTING --COMMIT--> COMMITTED
 * </pre>
 */
public class CheckPointState implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long txid;
    private final State state;

    /** A step of a checkpoint. */
    public enum State {
        COMMITTED, COMMITTING, PREPARING
    }

    /** What the bolts are told to do. */
    public enum Action {
        PREPARE, COMMIT, ROLLBACK, INITSTATE
    }

    public CheckPointState(long txid, State state) {
        this.txid = txid;
        this.state = state;
    }

    /** Before the first checkpoint. */
    public CheckPointState() {
        this(-1, State.COMMITTED);
    }

    public long getTxid() {
        return txid;
    }

    public State getState() {
        return state;
    }

    /** Where the action of this state leads once all bolts did it. */
    public CheckPointState nextState(boolean recovering) {
        return switch (state) {
            case PREPARING -> recovering ? new CheckPointState(txid - 1, State.COMMITTED) : new CheckPointState(txid, State.COMMITTING);
            case COMMITTING -> new CheckPointState(txid, State.COMMITTED);
            case COMMITTED -> recovering ? this : new CheckPointState(txid + 1, State.PREPARING);
        };
    }

    /** What bolts are to do in this state. */
    public Action nextAction(boolean recovering) {
        return switch (state) {
            case PREPARING -> recovering ? Action.ROLLBACK : Action.PREPARE;
            case COMMITTING -> Action.COMMIT;
            case COMMITTED -> recovering ? Action.INITSTATE : Action.PREPARE;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckPointState that && txid == that.txid && state == that.state;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(txid) * 31 + state.hashCode();
    }

    @Override
    public String toString() {
        return state + " " + txid;
    }
}
