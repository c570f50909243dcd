package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/** A request on a stream of its own, and its answer as it comes in. */
final class Http2Exchange {

    private final Request request;
    private final HttpKind kind;
    private final HttpAnswer answer;
    private boolean begun;
    private boolean complete;
    private boolean untaken;

    /** {@code null}: its body is in no coding, or nobody reads it. */
    private @Nullable BodyDecoder decoder;

    /** Why it ends without an answer; {@code null}: as the connection does. */
    private @Nullable Failure failure;

    Http2Exchange(Request request, HttpConnection.Client client) {
        this.request = request;
        this.kind = client.kinds().get(request.kind);
        this.answer = new HttpAnswer(client);
    }

    Request request() {
        return request;
    }

    HttpAnswer answer() {
        return answer;
    }

    /** Whether the answer has begun, beyond those that only inform. */
    boolean hasBegun() {
        return begun;
    }

    /**
     * Takes the first headers.
     *
     * @return whether the answer begins with them; not by those that only inform
     * @throws IllegalArgumentException if they have no status
     */
    boolean begin(Http2Headers headers) {
        int status = status(headers);
        if (HttpStatusClass.valueOf(status) == HttpStatusClass.INFORMATIONAL) {
            return false;
        }
        begun = true;
        CharSequence location = headers.get(HttpHeaderNames.LOCATION);
        answer.begin(kind, status, location == null ? null : location.toString());
        CharSequence coding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        if (coding != null && kind.readsAnswers()) {
            decoder = new BodyDecoder(status, coding);
        }
        return true;
    }

    private static int status(Http2Headers headers) {
        try {
            return Integer.parseInt(String.valueOf(headers.status()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an HTTP response", e);
        }
    }

    /**
     * Takes a part of the body.
     *
     * @throws IllegalArgumentException if it is too long to be read
     * @throws io.netty.handler.codec.CodecException if it is not in the coding that the headers name
     */
    void add(ByteBuf part, boolean last, ByteBufAllocator allocator) {
        if (decoder == null) {
            answer.add(part, allocator);
        } else {
            decoder.add(part, last, plain -> answer.add(plain, allocator));
        }
    }

    /** The answer is whole. */
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** The server has reset the stream. @param code of RFC 9113, 7 */
    void reset(long code) {
        Http2Error error = Http2Error.valueOf(code);
        untaken = error == Http2Error.REFUSED_STREAM;
        failure = new Failure(
                new FailureReason(Kind.STREAM_RESET, error == null ? Long.toString(code) : error.name()), null);
    }

    /** It was not sent, or the server has said that it did not take it. */
    void notTaken() {
        untaken = true;
    }

    boolean isUntaken() {
        return untaken;
    }

    /** Takes the reason why it ends without an answer. */
    void fail(Throwable cause) {
        failure = Failure.of(cause);
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** The rest of the answer will not come. @param thrown what ended the connection */
    Failure cutOff(@Nullable Throwable thrown) {
        return answer.cutOff(failure == null ? Failure.of(thrown) : failure);
    }

    /** Gives back what the body was decoded with. */
    void close() {
        if (decoder != null) {
            decoder.close();
        }
    }
}
