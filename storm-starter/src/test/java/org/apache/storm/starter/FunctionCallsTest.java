// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.junit.jupiter.api.Test;

/** A call waits for a topology that is coming up, but not for ever, and not where waiting changes nothing. */
class FunctionCallsTest {
    private long nanos;
    private int calls;

    /** Fails the first calls, each after half a minute, then answers. */
    private DistributedRPC.Iface server(int failures, DRPCExceptionType type) {
        return (function, argument) -> {
            if (calls++ < failures) {
                nanos += Duration.ofSeconds(30).toNanos();
                DRPCExecutionException failure = new DRPCExecutionException("no topology serves it");
                failure.set_type(type);
                throw failure;
            }
            return function + " of " + argument;
        };
    }

    @Test
    void aTopologyThatNeedsAMinuteToStartIsWaitedFor() throws Exception {
        assertEquals("words of cat", FunctionCalls.answer(server(2, DRPCExceptionType.SERVER_TIMEOUT), "words", "cat", () -> nanos));
        assertEquals(3, calls);
    }

    @Test
    void oneThatNeverStartsIsGivenUpAfterThreeMinutes() {
        assertThrows(DRPCExecutionException.class,
            () -> FunctionCalls.answer(server(Integer.MAX_VALUE, DRPCExceptionType.SERVER_TIMEOUT), "words", "cat", () -> nanos));
        assertEquals(Duration.ofMinutes(3).toNanos(), nanos);
    }

    @Test
    void aCallThatTheTopologyFailedIsNotRepeated() {
        assertThrows(DRPCExecutionException.class,
            () -> FunctionCalls.answer(server(1, DRPCExceptionType.FAILED_REQUEST), "words", "cat", () -> nanos));
        assertEquals(1, calls);
    }
}
