package dev.holograph.chaos.scenario;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request by HTTP that a load makes.
 *
 * @param name what objectives call it; {@code null} where the load makes only this one
 * @param weight its share of the load's requests, against those of the others
 * @param body may contain {@code {id}}, replaced by the request's own id
 * @param expect the answer that means success
 * @param id JSON pointer to the id in the answer; with it, a successful answer is an acknowledgement
 */
public record HttpRequest(
        @Nullable String name,
        int weight,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body,
        ExpectedAnswer expect,
        @Nullable String id) {

    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return (name == null ? "" : name + ": ") + method + " " + path;
    }
}
