// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.protocol.TMessage;
import org.apache.storm.thrift.protocol.TMessageType;
import org.apache.storm.thrift.transport.TMemoryBuffer;

/**
 * The call of a client that neither encrypts nor authenticates itself, at a port that asks for it: the client is told so by the answer that it understands,
 * rather than by a connection that ends. Stateless; called by layers, on the selector thread.
 */
public final class PlainCall {
    /** What is looked at of a call: lengths, version, name and number. */
    public static final int LOOKED_AT_BYTES = 256;
    private static final int VERSION_1 = 0x8001;
    private static final int LONGEST_NAME = 128;

    private PlainCall() {
    }

    /** Whether a connection's first byte can be that of a plain call: the highest of a request's length. */
    public static boolean mayBegin(byte first) {
        return first == 0;
    }

    /** The answer, in a frame, to the call whose first bytes these are; null if it is none, or has not arrived that far. */
    public static ByteBuffer refusal(ByteBuffer received, String message) {
        ByteBuffer call = received.duplicate();
        try {
            call.getInt();
            int version = call.getInt();
            int nameBytes = call.getInt();
            if (version >>> 16 != VERSION_1 || nameBytes < 0 || nameBytes > LONGEST_NAME) {
                return null;
            }
            byte[] name = new byte[nameBytes];
            call.get(name);
            return answer(new String(name, StandardCharsets.UTF_8), call.getInt(), message);
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static ByteBuffer answer(String name, int number, String message) {
        try {
            TMemoryBuffer body = new TMemoryBuffer(LOOKED_AT_BYTES);
            TBinaryProtocol protocol = new TBinaryProtocol(body);
            protocol.writeMessageBegin(new TMessage(name, TMessageType.EXCEPTION, number));
            new TApplicationException(TApplicationException.INTERNAL_ERROR, message).write(protocol);
            protocol.writeMessageEnd();
            return ByteBuffer.allocate(Integer.BYTES + body.length()).putInt(body.length()).put(body.getArray(), 0, body.length()).flip();
        } catch (TException e) {
            throw new IllegalStateException("an answer could not be written into memory: " + e, e);
        }
    }
}
