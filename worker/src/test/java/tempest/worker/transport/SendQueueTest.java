// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SendQueueTest {
    private final SendQueue queue = new SendQueue();
    private long now;

    private ByteBuf add(int weight) {
        ByteBuf frame = Unpooled.buffer().writeInt(weight);
        queue.add(frame, weight, now);
        return frame;
    }

    @Test
    void batchesStayUntilTheyAreConfirmedByNumber() throws Exception {
        ByteBuf first = add(1);
        ByteBuf second = add(10);
        ByteBuf third = add(100);
        assertSame(first, queue.next());
        assertSame(second, queue.next());
        assertEquals(2, queue.unconfirmedCount());
        assertEquals(1, queue.confirmBefore(1));
        assertEquals(1, queue.firstUnconfirmed());
        assertEquals(0, first.refCnt());
        List<ByteBuf> again = new ArrayList<>();
        queue.forEachUnconfirmed(again::add);
        assertEquals(List.of(second), again);
        assertSame(third, queue.next());
        assertNull(queue.next());
        assertEquals(110, queue.confirmBefore(3));
        assertEquals(3, queue.written());
        assertEquals(0, queue.pending());
    }

    @Test
    void aNumberThatWasNeverWrittenOrIsConfirmedAlreadyIsRefused() throws Exception {
        add(1);
        queue.next();
        add(1);
        assertThrows(ProtocolException.class, () -> queue.confirmBefore(2));
        queue.confirmBefore(1);
        assertThrows(ProtocolException.class, () -> queue.confirmBefore(0));
    }

    @Test
    void whatIsOlderIsDroppedAndWhatWasWrittenKeepsItsNumber() throws Exception {
        ByteBuf written = add(1);
        queue.next();
        ByteBuf waiting = add(10);
        now = 5;
        ByteBuf young = add(100);
        assertEquals(11, queue.expire(5));
        assertEquals(List.of(0, 0, 1), List.of(written.refCnt(), waiting.refCnt(), young.refCnt()));
        List<ByteBuf> again = new ArrayList<>();
        queue.forEachUnconfirmed(again::add);
        assertEquals(List.of(Wire.BATCH_HEADER), again.stream().map(ByteBuf::readableBytes).toList(), "a batch of nothing");
        assertSame(young, queue.next());
        assertEquals(0, queue.expire(5), "once");
        assertEquals(2, queue.lost());
        assertEquals(1, queue.pending());
        assertEquals(100, queue.confirmBefore(2));
        assertEquals(0, queue.pending());
    }

    @Test
    void droppedBatchesAreReleasedAndCounted() {
        ByteBuf written = add(1);
        ByteBuf waiting = add(1);
        queue.next();
        assertEquals(2, queue.dropAll());
        assertEquals(0, written.refCnt());
        assertEquals(0, waiting.refCnt());
        assertEquals(2, queue.lost());
        assertEquals(0, queue.pending());
    }
}
