// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/**
 * The frames of the wire, as bytes. Every frame is {@code int length} (of what follows), {@code byte type}, payload.
 *
 * <pre>
 * sender to receiver   HELLO      magic, version, topology, sender slot, receiver slot, incarnation, number of the oldest unconfirmed batch
 *                      ANSWER     32 bytes made up by the sender, 32 bytes of proof that it knows the topology's secret
 *                      BATCH      payload; batches are numbered by counting
 * receiver to sender   CHALLENGE  32 bytes made up by the receiver, if workers make sure of each other
 *                      PROOF      32 bytes of proof that it knows the secret, after ANSWER
 *                      WELCOME    number of the batch it wants next, the tasks it wants stopped
 *                      REFUSED    reason
 *                      RECEIVED   number of the batch it wants next: all before it are confirmed
 *                      CONGESTION task, 1 = stop or 0 = resume
 *                      LOADS      count, tasks, loads
 * </pre>
 * Stateless; any thread.
 */
final class Wire {
    static final byte HELLO = 1;
    static final byte BATCH = 2;
    static final byte WELCOME = 3;
    static final byte REFUSED = 4;
    static final byte RECEIVED = 5;
    static final byte CONGESTION = 6;
    static final byte LOADS = 7;
    static final byte CHALLENGE = 8;
    static final byte ANSWER = 9;
    static final byte PROOF = 10;

    static final int LENGTH_BYTES = 4;
    /** Length and type: what precedes a batch's payload. */
    static final int BATCH_HEADER = LENGTH_BYTES + 1;

    /** Ids of topologies and supervisors are names of folders, so longer ones do not exist. */
    static final int MAX_NAME_BYTES = 255;
    static final int MAX_REASON_BYTES = 2048;

    private static final long MAGIC = 0x54454d5045535431L; // "TEMPEST1"
    private static final short VERSION = 1;

    /** The sender's introduction. */
    record Hello(String topologyId, WorkerAddress sender, WorkerAddress receiver, long incarnation, long firstBatch) {
    }

    private Wire() {
    }

    static void writeHello(ByteBuf out, Hello hello) {
        int start = begin(out, HELLO);
        out.writeLong(MAGIC).writeShort(VERSION);
        writeText(out, hello.topologyId());
        writeSlot(out, hello.sender());
        writeSlot(out, hello.receiver());
        out.writeLong(hello.incarnation()).writeLong(hello.firstBatch());
        end(out, start);
    }

    static Hello readHello(ByteBuf in) throws ProtocolException {
        long magic = in.readLong();
        if (magic != MAGIC) {
            throw new ProtocolException("it does not speak Tempest's worker protocol");
        }
        short version = in.readShort();
        if (version != VERSION) {
            throw new ProtocolException("it speaks version " + version + " of the worker protocol, this worker speaks " + VERSION);
        }
        return new Hello(readText(in, MAX_NAME_BYTES), readSlot(in), readSlot(in), in.readLong(), in.readLong());
    }

    /** The introduction as it is sent. */
    static byte[] bytes(Hello hello) {
        ByteBuf out = Unpooled.buffer();
        writeHello(out, hello);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    static void writeChallenge(ByteBuf out, byte[] challenge) {
        int start = begin(out, CHALLENGE);
        out.writeBytes(challenge);
        end(out, start);
    }

    static void writeAnswer(ByteBuf out, byte[] challenge, byte[] proof) {
        int start = begin(out, ANSWER);
        out.writeBytes(challenge).writeBytes(proof);
        end(out, start);
    }

    static void writeProof(ByteBuf out, byte[] proof) {
        int start = begin(out, PROOF);
        out.writeBytes(proof);
        end(out, start);
    }

    static byte[] readBytes(ByteBuf in, int count) {
        byte[] bytes = new byte[count];
        in.readBytes(bytes);
        return bytes;
    }

    static void writeWelcome(ByteBuf out, long nextBatch, int[] stopped) {
        int start = begin(out, WELCOME);
        out.writeLong(nextBatch).writeInt(stopped.length);
        for (int task : stopped) {
            out.writeInt(task);
        }
        end(out, start);
    }

    static void writeRefused(ByteBuf out, String reason) {
        int start = begin(out, REFUSED);
        writeText(out, reason);
        end(out, start);
    }

    static void writeReceived(ByteBuf out, long nextBatch) {
        int start = begin(out, RECEIVED);
        out.writeLong(nextBatch);
        end(out, start);
    }

    static void writeCongestion(ByteBuf out, int task, boolean stop) {
        int start = begin(out, CONGESTION);
        out.writeInt(task).writeBoolean(stop);
        end(out, start);
    }

    static void writeLoads(ByteBuf out, int[] tasks, float[] loads) {
        int start = begin(out, LOADS);
        out.writeInt(tasks.length);
        for (int i = 0; i < tasks.length; i++) {
            out.writeInt(tasks[i]).writeFloat(loads[i]);
        }
        end(out, start);
    }

    /** How full tasks are, from 0 to 1. */
    record Loads(int[] tasks, float[] loads) {
    }

    static Loads readLoads(ByteBuf in, IntPredicate known) throws ProtocolException {
        int count = readCount(in, 8);
        int[] tasks = new int[count];
        float[] loads = new float[count];
        for (int i = 0; i < count; i++) {
            tasks[i] = readTask(in, known);
            loads[i] = in.readFloat();
            if (!(loads[i] >= 0 && loads[i] <= 1)) {
                throw new ProtocolException("it says that task " + tasks[i] + " is full to " + loads[i] + ", which is not from 0 to 1");
            }
        }
        return new Loads(tasks, loads);
    }

    /** Writes the header in front of a batch's payload: the payload's reader index must be at least {@link #BATCH_HEADER}. */
    static void prependBatchHeader(ByteBuf payload) {
        int length = payload.readableBytes();
        int start = payload.readerIndex() - BATCH_HEADER;
        payload.setInt(start, length + BATCH_HEADER - LENGTH_BYTES);
        payload.setByte(start + LENGTH_BYTES, BATCH);
        payload.readerIndex(start);
    }

    /** Reads a task id and checks that there is such a task. */
    static int readTask(ByteBuf in, IntPredicate tasks) throws ProtocolException {
        int task = in.readInt();
        if (!tasks.test(task)) {
            throw new ProtocolException("this topology has no task " + task);
        }
        return task;
    }

    /** Reads a count of entries, which must fit, with {@code bytesEach}, into what is left of the frame. */
    static int readCount(ByteBuf in, int bytesEach) throws ProtocolException {
        int count = in.readInt();
        if (count < 0 || (long) count * bytesEach > in.readableBytes()) {
            throw new ProtocolException("a frame claims " + count + " entries and holds " + in.readableBytes() + " bytes");
        }
        return count;
    }

    /** Reads a text that may be logged or remembered: of bounded length, in one line. */
    static String readText(ByteBuf in, int maxBytes) throws ProtocolException {
        int length = readCount(in, 1);
        if (length > maxBytes) {
            throw new ProtocolException("a text has " + length + " bytes, allowed are " + maxBytes);
        }
        String text = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new ProtocolException("a text has control characters");
        }
        return text;
    }

    private static void writeText(ByteBuf out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length).writeBytes(bytes);
    }

    private static void writeSlot(ByteBuf out, WorkerAddress slot) {
        writeText(out, slot.node());
        out.writeInt(slot.port());
    }

    private static WorkerAddress readSlot(ByteBuf in) throws ProtocolException {
        String node = readText(in, MAX_NAME_BYTES);
        int port = in.readInt();
        if (port < 0 || port > 65535) {
            throw new ProtocolException("a slot's port is " + port);
        }
        return new WorkerAddress(node, port);
    }

    private static int begin(ByteBuf out, byte type) {
        int start = out.writerIndex();
        out.writeInt(0).writeByte(type);
        return start;
    }

    private static void end(ByteBuf out, int start) {
        out.setInt(start, out.writerIndex() - start - LENGTH_BYTES);
    }
}
