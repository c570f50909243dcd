package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.adapters.data.Expectation;
import dev.holograph.chaos.adapters.data.RequestValues;
import dev.holograph.chaos.scenario.HttpRequest;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.HttpAddress;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request by HTTP, ready to be sent, and what its answer must be.
 *
 * @param answerId where the id stands in an answer that acknowledges; {@code null} if none does
 * @param ids tell an acknowledgement from an id that the system made itself
 * @param isHead whether an answer has no body, whatever its headers say
 */
record HttpKind(
        HttpRequests bytes,
        Expectation expectation,
        @Nullable AnswerId answerId,
        Ids ids,
        boolean isHead) {

    /**
     * @param values of each request but its id
     * @throws DriverException if no valid request can be made of it
     */
    static HttpKind of(HttpRequest request, HttpAddress base, Ids ids, RequestValues values) throws DriverException {
        return new HttpKind(
                HttpRequests.of(request, base, ids, values),
                Expectation.of(request.expect()),
                request.id() == null ? null : AnswerId.at(request.id()),
                ids,
                request.method().equals("HEAD"));
    }

    /** Whether the bodies of answers are read. */
    boolean readsAnswers() {
        return answerId != null || expectation.hasValues();
    }

    /** Whether the id in an answer is the one that the request asks for: its own, if it carries one. */
    boolean isRight(@Nullable String id, Request request) {
        return bytes.carryIds() ? ids.id(request.number).equals(id) : id != null;
    }
}
