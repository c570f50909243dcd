package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.http.LenientHttp;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.function.BooleanSupplier;

/** Reads answers; those to HEAD have no body, whatever their headers say. */
final class HttpAnswerDecoder extends HttpResponseDecoder {

    private final BooleanSupplier head;

    /** @param head whether the answer that comes next is to HEAD */
    HttpAnswerDecoder(BooleanSupplier head) {
        super(LenientHttp.decoderConfig());
        this.head = head;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return head.getAsBoolean() || super.isContentAlwaysEmpty(message);
    }
}
