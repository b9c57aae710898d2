// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a connection's bytes into frames and passes each to its subclass. Called on the event loop only. A malformed or oversized frame, or an
 * error of the connection, closes the connection with one log line; other connections are not affected.
 */
abstract class FrameReader extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);

    private boolean closing;

    /** One frame; {@code payload} holds exactly its payload and is valid during the call only. */
    abstract void frame(ChannelHandlerContext ctx, byte type, ByteBuf payload) throws ProtocolException;

    /** The name of the other end in log lines. */
    abstract String other(ChannelHandlerContext ctx);

    /** The longest frame that is accepted now: until the other end has introduced itself, only short ones are. */
    abstract int maxFrameBytes();

    @Override
    protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws ProtocolException {
        if (closing) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Wire.LENGTH_BYTES) {
            return;
        }
        int start = in.readerIndex();
        int length = in.getInt(start);
        int limit = maxFrameBytes();
        if (length < 1 || length > limit) {
            throw new ProtocolException("a frame claims " + Integer.toUnsignedLong(length) + " bytes, allowed are 1 to " + limit);
        }
        if (in.readableBytes() < Wire.LENGTH_BYTES + length) {
            return;
        }
        byte type = in.getByte(start + Wire.LENGTH_BYTES);
        ByteBuf payload = in.slice(start + Wire.LENGTH_BYTES + 1, length - 1);
        in.readerIndex(start + Wire.LENGTH_BYTES + length);
        try {
            frame(ctx, type, payload);
        } catch (IndexOutOfBoundsException e) {
            throw new ProtocolException("a frame of type " + type + " ends too early");
        }
        if (type != Wire.BATCH && payload.isReadable()) {
            throw new ProtocolException("a frame of type " + type + " has " + payload.readableBytes() + " bytes too many");
        }
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable error) {
        Throwable cause = error instanceof DecoderException && error.getCause() != null ? error.getCause() : error;
        if (!closing) {
            closing = true;
            if (cause instanceof ProtocolException || cause instanceof java.io.IOException) {
                LOG.warn("Closing the connection with {}: {}", other(ctx), cause.getMessage());
                LOG.debug("The cause", cause);
            } else {
                LOG.error("Closing the connection with {} after an unexpected error", other(ctx), cause);
            }
        }
        ctx.close();
    }
}
