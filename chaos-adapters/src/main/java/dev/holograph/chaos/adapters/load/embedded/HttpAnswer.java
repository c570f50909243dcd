package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.data.StrictJson;
import dev.holograph.chaos.slo.FailureReason;
import dev.holograph.chaos.slo.FailureReason.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer by HTTP as it comes in: whether it is the expected one, and what it acknowledges. */
final class HttpAnswer {

    private final HttpConnection.Client client;
    private HttpKind kind;
    private @Nullable ByteBuf body;
    private boolean asExpected;
    private int status;
    private @Nullable String location;

    HttpAnswer(HttpConnection.Client client) {
        this.client = client;
        this.kind = client.kinds().get(0);
    }

    /**
     * Its status is there.
     *
     * @param of of the request that it answers
     * @param leadsTo where it leads, if it is a redirect
     */
    void begin(HttpKind of, int code, @Nullable String leadsTo) {
        location = leadsTo;
        kind = of;
        status = code;
        asExpected = kind.expectation().isMetBy(code);
    }

    /** @throws IllegalArgumentException if it is too long to be read */
    void add(ByteBuf part, ByteBufAllocator allocator) {
        if (!asExpected) {
            collect(part, allocator, AnswerSample.LONGEST);
        } else if (kind.readsAnswers()) {
            int before = body == null ? 0 : body.readableBytes();
            if (before + part.readableBytes() > AnswerId.LONGEST_ANSWER) {
                throw new IllegalArgumentException("an answer is longer than " + AnswerId.LONGEST_ANSWER
                        + " bytes: what should stand in it is not looked for");
            }
            collect(part, allocator, AnswerId.LONGEST_ANSWER);
        }
    }

    private void collect(ByteBuf part, ByteBufAllocator allocator, int most) {
        if (body == null) {
            body = allocator.buffer();
        }
        body.writeBytes(part, Math.min(part.readableBytes(), most - body.readableBytes()));
    }

    /** The redirect that it is; {@code null}: none, or one that counts as the answer. One that is followed has no outcome. */
    RedirectRule.@Nullable Step redirect(Request request) {
        RedirectRule rule = client.redirects();
        if (rule == null || location == null || request.settled || !RedirectRule.isRedirect(status)) {
            return null;
        }
        release();
        return rule.of(status, location, kind.bytes().path(request), request.redirects);
    }

    /**
     * It is whole.
     *
     * @param redirect that is not followed; {@code null}: it is none
     * @return gives the request its outcome
     */
    Runnable complete(Request request, RedirectRule.@Nullable Step redirect) {
        Failure notFollowed = redirect == null ? null : redirect.failure();
        if (notFollowed != null) {
            release();
            return () -> client.requests().refused(request, notFollowed);
        }
        boolean reads = kind.readsAnswers() && asExpected;
        Object json = reads && body != null ? StrictJson.read(body.toString(StandardCharsets.UTF_8)) : null;
        boolean hasValues = !reads || kind.expectation().hasItsValues(json);
        AnswerId answerId = kind.answerId();
        String id = answerId == null || !asExpected || !hasValues ? null : answerId.in(json);
        Failure failure = failure(request, hasValues, id);
        release();
        return () -> {
            if (id != null && client.ids().number(id) >= 0) {
                client.requests().acknowledged(id);
            }
            if (failure == null) {
                client.requests().answered(request);
            } else {
                client.requests().refused(request, failure);
            }
        };
    }

    /** Why this answer is not the expected one; {@code null} if it is. */
    private @Nullable Failure failure(Request request, boolean hasValues, @Nullable String id) {
        if (!asExpected) {
            return new Failure(FailureReason.status(status), sample());
        }
        if (!hasValues) {
            return new Failure(FailureReason.of(Kind.WRONG_VALUE), sample());
        }
        return kind.answerId() == null || kind.isRight(id, request)
                ? null
                : new Failure(FailureReason.of(Kind.WRONG_ID), sample());
    }

    /** The rest will not come: why, with what did. */
    Failure cutOff(Failure why) {
        Failure cut = new Failure(why.reason(), sample());
        release();
        return cut;
    }

    private @Nullable String sample() {
        return body == null || !body.isReadable() ? null : client.samples().of(body);
    }

    private void release() {
        if (body != null) {
            body.release();
            body = null;
        }
    }
}
