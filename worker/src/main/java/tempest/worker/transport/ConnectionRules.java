// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static tempest.worker.transport.ConnectionState.BACKING_OFF;
import static tempest.worker.transport.ConnectionState.CLOSED;
import static tempest.worker.transport.ConnectionState.CONNECTED;
import static tempest.worker.transport.ConnectionState.CONNECTING;
import static tempest.worker.transport.ConnectionState.GREETING;
import static tempest.worker.transport.ConnectionState.RESOLVING;

import tempest.worker.transport.ConnectionView.HandshakeReply;
import tempest.worker.transport.ConnectionView.SocketStatus;

/**
 * What a connection to another worker does next: a pure function of its state and the time.
 *
 * <pre>
 * from         when                                      to           action
 * any          the assignment no longer names the worker CLOSED       RELEASE
 *              or this one stops
 * IDLE         always                                    RESOLVING    RESOLVE
 * RESOLVING    the host is not known                     BACKING_OFF  -           (failure)
 * RESOLVING    the host's address is known               CONNECTING   CONNECT
 * CONNECTING   no connection                             BACKING_OFF  DISCONNECT  (failure)
 * CONNECTING   the connection is established             GREETING     GREET
 * GREETING     refused, cut or malformed frame           BACKING_OFF  DISCONNECT  (failure)
 * GREETING     no answer within the handshake's time     BACKING_OFF  DISCONNECT  (failure)
 * GREETING     welcome                                   CONNECTED    RESUME
 * CONNECTED    cut or malformed frame                    BACKING_OFF  DISCONNECT  (failure)
 * CONNECTED    nothing confirmed for too long            BACKING_OFF  DISCONNECT  (failure)
 * BACKING_OFF  the wait is over, or the worker           RESOLVING    RESOLVE
 *              has connected to this one
 * </pre>
 * Called by the event loop; it never acts, and never reads a clock.
 */
final class ConnectionRules {
    private final ConnectionLimits limits;

    ConnectionRules(ConnectionLimits limits) {
        this.limits = limits;
    }

    ConnectionStep decide(ConnectionView v) {
        if (v.unwanted() != null && v.state() != CLOSED) {
            return ConnectionStep.go(CLOSED, ConnectionAction.RELEASE, v.unwanted());
        }
        return switch (v.state()) {
            case IDLE -> ConnectionStep.go(RESOLVING, ConnectionAction.RESOLVE, "");
            case RESOLVING -> resolving(v);
            case CONNECTING -> connecting(v);
            case GREETING -> greeting(v);
            case CONNECTED -> connected(v);
            case BACKING_OFF -> v.inState() < limits.backOff(v.failures()) && !v.heardOf() ? ConnectionStep.stay(BACKING_OFF)
                : ConnectionStep.go(RESOLVING, ConnectionAction.RESOLVE, "trying again");
            case CLOSED -> ConnectionStep.stay(CLOSED);
        };
    }

    private static ConnectionStep resolving(ConnectionView v) {
        return switch (v.lookup()) {
            case PENDING -> ConnectionStep.stay(RESOLVING);
            case FAILED -> ConnectionStep.fail(ConnectionAction.NOTHING, v.trouble());
            case DONE -> ConnectionStep.go(CONNECTING, ConnectionAction.CONNECT, "");
        };
    }

    private static ConnectionStep connecting(ConnectionView v) {
        return switch (v.socket()) {
            case OPENING -> ConnectionStep.stay(CONNECTING);
            case OPEN -> ConnectionStep.go(GREETING, ConnectionAction.GREET, "");
            case CLOSED -> ConnectionStep.fail(ConnectionAction.DISCONNECT, v.trouble());
        };
    }

    private ConnectionStep greeting(ConnectionView v) {
        if (v.socket() == SocketStatus.CLOSED || v.reply() == HandshakeReply.REFUSED) {
            return ConnectionStep.fail(ConnectionAction.DISCONNECT, v.trouble());
        }
        if (v.reply() == HandshakeReply.WELCOME) {
            return ConnectionStep.go(CONNECTED, ConnectionAction.RESUME, "");
        }
        return v.inState() < limits.handshake() ? ConnectionStep.stay(GREETING)
            : ConnectionStep.fail(ConnectionAction.DISCONNECT, "it did not answer within " + ConnectionLimits.seconds(limits.handshake()) + " s");
    }

    private ConnectionStep connected(ConnectionView v) {
        if (v.socket() == SocketStatus.CLOSED) {
            return ConnectionStep.fail(ConnectionAction.DISCONNECT, v.trouble());
        }
        return !v.awaitsConfirmation() || v.sinceProgress() < limits.stall() ? ConnectionStep.stay(CONNECTED)
            : ConnectionStep.fail(ConnectionAction.DISCONNECT, "it has confirmed nothing for " + ConnectionLimits.seconds(limits.stall()) + " s");
    }

    /** When to decide again if nothing happens until then; never, if the oldest waiting batch is checked from time to time anyway. */
    long untilNext(ConnectionView v) {
        return switch (v.state()) {
            case GREETING -> Math.max(0, limits.handshake() - v.inState());
            case BACKING_OFF -> Math.max(0, limits.backOff(v.failures()) - v.inState());
            default -> Long.MAX_VALUE;
        };
    }
}
