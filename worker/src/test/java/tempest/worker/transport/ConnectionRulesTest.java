// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tempest.worker.transport.ConnectionView.HandshakeReply;
import tempest.worker.transport.ConnectionView.Lookup;
import tempest.worker.transport.ConnectionView.SocketStatus;

/** Every line of the table of {@link ConnectionRules}, and that nothing else happens. */
final class ConnectionRulesTest {
    private static final ConnectionLimits LIMITS = new ConnectionLimits(100, 1000, 10_000_000_000L, 30_000_000_000L);

    private final ConnectionRules rules = new ConnectionRules(LIMITS);
    private Lookup lookup = Lookup.PENDING;
    private SocketStatus socket = SocketStatus.OPENING;
    private HandshakeReply answer = HandshakeReply.NONE;
    private boolean awaits;
    private long inState;
    private long sinceProgress;
    private int failures;
    private boolean heardOf;
    private String unwanted;

    private ConnectionStep from(ConnectionState state) {
        return rules.decide(view(state));
    }

    private ConnectionView view(ConnectionState state) {
        return new ConnectionView(state, unwanted, lookup, socket, answer, "the trouble", inState, awaits, sinceProgress, failures,
            heardOf);
    }

    private static void assertStep(ConnectionStep step, ConnectionState next, ConnectionAction action, boolean failure) {
        assertFalse(step.stays(), "stays in " + step.next());
        assertEquals(next, step.next());
        assertEquals(action, step.action());
        assertEquals(failure, step.failure());
    }

    @Test
    void itResolvesTheHostAndConnects() {
        assertStep(from(ConnectionState.IDLE), ConnectionState.RESOLVING, ConnectionAction.RESOLVE, false);
        assertTrue(from(ConnectionState.RESOLVING).stays());
        lookup = Lookup.DONE;
        assertStep(from(ConnectionState.RESOLVING), ConnectionState.CONNECTING, ConnectionAction.CONNECT, false);
        lookup = Lookup.FAILED;
        assertStep(from(ConnectionState.RESOLVING), ConnectionState.BACKING_OFF, ConnectionAction.NOTHING, true);
        assertEquals("the trouble", from(ConnectionState.RESOLVING).why());
    }

    @Test
    void itIntroducesItselfOnceConnected() {
        assertTrue(from(ConnectionState.CONNECTING).stays());
        socket = SocketStatus.CLOSED;
        assertStep(from(ConnectionState.CONNECTING), ConnectionState.BACKING_OFF, ConnectionAction.DISCONNECT, true);
        socket = SocketStatus.OPEN;
        assertStep(from(ConnectionState.CONNECTING), ConnectionState.GREETING, ConnectionAction.GREET, false);
    }

    @Test
    void itResumesWhenItIsWelcomeAndBacksOffWhenItIsNot() {
        socket = SocketStatus.OPEN;
        inState = LIMITS.handshake() - 1;
        assertTrue(from(ConnectionState.GREETING).stays());
        assertEquals(1, rules.untilNext(view(ConnectionState.GREETING)));
        inState = LIMITS.handshake();
        assertStep(from(ConnectionState.GREETING), ConnectionState.BACKING_OFF, ConnectionAction.DISCONNECT, true);
        assertEquals("it did not answer within 10 s", from(ConnectionState.GREETING).why());
        answer = HandshakeReply.WELCOME;
        assertStep(from(ConnectionState.GREETING), ConnectionState.CONNECTED, ConnectionAction.RESUME, false);
        answer = HandshakeReply.REFUSED;
        assertStep(from(ConnectionState.GREETING), ConnectionState.BACKING_OFF, ConnectionAction.DISCONNECT, true);
        answer = HandshakeReply.WELCOME;
        socket = SocketStatus.CLOSED;
        assertStep(from(ConnectionState.GREETING), ConnectionState.BACKING_OFF, ConnectionAction.DISCONNECT, true);
    }

    @Test
    void itStaysConnectedAsLongAsInFlightBatchesAreConfirmed() {
        socket = SocketStatus.OPEN;
        sinceProgress = LIMITS.stall();
        assertTrue(from(ConnectionState.CONNECTED).stays(), "nothing is on its way");
        awaits = true;
        assertStep(from(ConnectionState.CONNECTED), ConnectionState.BACKING_OFF, ConnectionAction.DISCONNECT, true);
        assertEquals("it has confirmed nothing for 30 s", from(ConnectionState.CONNECTED).why());
        sinceProgress--;
        assertTrue(from(ConnectionState.CONNECTED).stays());
        socket = SocketStatus.CLOSED;
        assertStep(from(ConnectionState.CONNECTED), ConnectionState.BACKING_OFF, ConnectionAction.DISCONNECT, true);
    }

    @Test
    void itTriesAgainAfterAWaitThatDoublesUpToALimit() {
        long[] waits = {100, 200, 400, 800, 1000, 1000};
        for (failures = 1; failures <= waits.length; failures++) {
            inState = waits[failures - 1] - 1;
            assertTrue(from(ConnectionState.BACKING_OFF).stays());
            assertEquals(1, rules.untilNext(view(ConnectionState.BACKING_OFF)));
            inState++;
            assertStep(from(ConnectionState.BACKING_OFF), ConnectionState.RESOLVING, ConnectionAction.RESOLVE, false);
        }
    }

    @Test
    void itTriesAgainAtOnceWhenTheOtherWorkerConnects() {
        failures = 5;
        heardOf = true;
        assertStep(from(ConnectionState.BACKING_OFF), ConnectionState.RESOLVING, ConnectionAction.RESOLVE, false);
        for (ConnectionState state : List.of(ConnectionState.RESOLVING, ConnectionState.CONNECTING, ConnectionState.GREETING, ConnectionState.CONNECTED)) {
            socket = state == ConnectionState.CONNECTED ? SocketStatus.OPEN : SocketStatus.OPENING;
            assertTrue(from(state).stays(), "a try is under way in " + state);
        }
    }

    @Test
    void itIsClosedForEverFromAnyStateOnceItIsUnwanted() {
        unwanted = "the worker stops";
        for (ConnectionState state : ConnectionState.values()) {
            if (state == ConnectionState.CLOSED) {
                assertTrue(from(state).stays());
            } else {
                assertStep(from(state), ConnectionState.CLOSED, ConnectionAction.RELEASE, false);
            }
        }
    }
}
