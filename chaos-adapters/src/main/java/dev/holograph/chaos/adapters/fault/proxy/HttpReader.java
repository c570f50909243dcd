package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.adapters.http.LenientHttp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the messages of HTTP/1.1 begin and end in what passes in one direction of one connection. Reads a copy: the
 * bytes themselves go on as they are.
 */
final class HttpReader {

    private final EmbeddedChannel channel;
    private final IntSupplier unread;

    private <D extends ByteToMessageDecoder> HttpReader(D decoder, IntSupplier unread) {
        this.channel = new EmbeddedChannel(decoder);
        this.unread = unread;
    }

    /**
     * What one chunk brought.
     *
     * @param heads of the messages that begin or whose head is whole with it
     * @param ends how many messages are whole with it
     * @param isInOrder whether all of it is HTTP, and nothing stands behind the end of a message
     */
    record Found(List<HttpMessage> heads, int ends, boolean isInOrder) {

        @Nullable HttpMessage head() {
            return heads.isEmpty() ? null : heads.get(0);
        }
    }

    static HttpReader ofRequests() {
        class Decoder extends HttpRequestDecoder {
            Decoder() {
                super(LenientHttp.decoderConfig());
            }

            int unread() {
                return actualReadableBytes();
            }
        }
        Decoder decoder = new Decoder();
        return new HttpReader(decoder, decoder::unread);
    }

    /** @param asked the method of the request whose answer comes next; {@code null} if none is waited for */
    static HttpReader ofResponses(Supplier<@Nullable HttpMethod> asked) {
        class Decoder extends HttpResponseDecoder {
            Decoder() {
                super(LenientHttp.decoderConfig());
            }

            @Override
            protected boolean isContentAlwaysEmpty(HttpMessage message) {
                return HttpMethod.HEAD.equals(asked.get()) || super.isContentAlwaysEmpty(message);
            }

            int unread() {
                return actualReadableBytes();
            }
        }
        Decoder decoder = new Decoder();
        return new HttpReader(decoder, decoder::unread);
    }

    /** @param chunk stays the caller's, unread */
    Found read(ByteBuf chunk) {
        // On the heap: what is left of it when a connection ends needs no release.
        channel.writeInbound(Unpooled.copiedBuffer(chunk));
        List<HttpMessage> heads = new ArrayList<>();
        int ends = 0;
        boolean isInOrder = true;
        for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
            isInOrder &=
                    read instanceof HttpObject object && object.decoderResult().isSuccess();
            isInOrder &= ends == 0 || !(read instanceof HttpMessage);
            if (read instanceof HttpMessage head) {
                heads.add(head);
            }
            if (read instanceof LastHttpContent) {
                ends++;
            }
            ReferenceCountUtil.release(read);
        }
        return new Found(heads, ends, isInOrder && (ends == 0 || unread.getAsInt() == 0));
    }
}
