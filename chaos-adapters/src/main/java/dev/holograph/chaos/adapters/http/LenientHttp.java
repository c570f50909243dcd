package dev.holograph.chaos.adapters.http;

import io.netty.handler.codec.http.HttpDecoderConfig;

/** Reads HTTP as most clients and servers do, though it is against the rules. */
public final class LenientHttp {

    /** Bytes of the first line, and of all headers together, that are read: as much as servers take, or more. */
    public static final int LONGEST_HEAD = 64 << 10;

    private LenientHttp() {}

    /**
     * Settings of Netty's HTTP/1.1 decoders. What a server sends is measured, not judged: what k6 and other clients can
     * read is no failure. And a message whose end is not found would hide all others of its connection.
     */
    public static HttpDecoderConfig decoderConfig() {
        return new HttpDecoderConfig()
                .setStrictLineParsing(false)
                .setAllowDuplicateContentLengths(true)
                .setUseRfc9112TransferEncoding(false)
                .setMaxInitialLineLength(LONGEST_HEAD)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setValidateHeaders(false);
    }
}
