package dev.holograph.chaos.adapters.load.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.http.HttpContentDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes answers in the codings {@code gzip} and {@code deflate}, and takes those in codings that k6 decodes too, but
 * this engine does not, for broken: it cannot tell. An answer whose coded form is cut, has a wrong check sum or is
 * followed by other bytes is broken as well: Netty's own decompressor takes what came. Answers in a coding that nobody
 * knows stay as they are.
 */
final class AnswerDecompressor extends HttpContentDecoder {

    private final BooleanSupplier isRead;

    /** @param isRead whether the answer that comes next is read; else it stays as it is, as those to HEAD must */
    AnswerDecompressor(BooleanSupplier isRead) {
        this.isRead = isRead;
    }

    @Override
    protected @Nullable EmbeddedChannel newContentDecoder(String coding) {
        if (!isRead.getAsBoolean()) {
            return null;
        }
        String word = coding.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "gzip" -> new EmbeddedChannel(new WholeStream(ZlibWrapper.GZIP));
            case "deflate" -> new EmbeddedChannel(new WholeStream(ZlibWrapper.ZLIB));
            case "br", "zstd" -> new EmbeddedChannel(new Unreadable(coding));
            default -> word.contains(",") ? new EmbeddedChannel(new Unreadable(coding)) : null;
        };
    }

    /** Refuses the body: an exception before it would lose the answer's status. */
    private static final class Unreadable extends ChannelInboundHandlerAdapter {
        private final String coding;

        Unreadable(String coding) {
            this.coding = coding;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object body) {
            ReferenceCountUtil.release(body);
            throw new DecompressionException("the built-in engine reads no answers in the coding " + coding);
        }
    }

    /** One compressed stream from its first byte to its last, and nothing after it. */
    private static final class WholeStream extends JdkZlibDecoder {

        WholeStream(ZlibWrapper wrapper) {
            super(wrapper, AnswerId.LONGEST_ANSWER);
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
            if (isClosed() && in.isReadable()) {
                throw new DecompressionException("bytes follow the end of a compressed answer");
            }
            super.decode(ctx, in, out);
        }

        @Override
        protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
            super.decodeLast(ctx, in, out);
            if (!isClosed()) {
                throw new DecompressionException("a compressed answer is cut");
            }
        }
    }
}
