package dev.holograph.chaos.adapters.load.embedded;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.function.BooleanSupplier;

/** Reads answers; those to HEAD have no body, whatever their headers say. */
final class HttpAnswerDecoder extends HttpResponseDecoder {

    private static final int LONGEST_HEADER = 64 * 1024;

    private final BooleanSupplier head;

    /** @param head whether the answer that comes next is to HEAD */
    HttpAnswerDecoder(BooleanSupplier head) {
        super(config());
        this.head = head;
    }

    /**
     * What a server sends is measured, not judged: it may put into its headers what it likes, and what other clients can
     * read, k6 among them, is no failure though it is against the rules.
     */
    static HttpDecoderConfig config() {
        return new HttpDecoderConfig()
                .setStrictLineParsing(false)
                .setAllowDuplicateContentLengths(true)
                .setUseRfc9112TransferEncoding(false)
                .setMaxInitialLineLength(LONGEST_HEADER)
                .setMaxHeaderSize(LONGEST_HEADER)
                .setValidateHeaders(false);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return head.getAsBoolean() || super.isContentAlwaysEmpty(message);
    }
}
