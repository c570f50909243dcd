package dev.holograph.chaos.adapters.load.embedded;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads answers to requests that all have the same method; those to HEAD have no body, whatever their headers say. */
final class HttpAnswerDecoder extends HttpResponseDecoder {

    private static final int LONGEST_HEADER = 64 * 1024;

    private final boolean head;

    HttpAnswerDecoder(String method) {
        // What a server sends is measured, not judged: it may put into its headers what it likes.
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_HEADER)
                .setMaxHeaderSize(LONGEST_HEADER)
                .setValidateHeaders(false));
        head = method.equals("HEAD");
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return head || super.isContentAlwaysEmpty(message);
    }
}
