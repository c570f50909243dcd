package dev.holograph.chaos.scenario.fault;

import dev.holograph.chaos.scenario.InvalidValues;
import dev.holograph.chaos.scenario.Quantity;

/**
 * Which HTTP requests a fault acts on.
 *
 * @param share of those that match, each for itself
 * @param method in capitals; {@code any}: every one
 * @param path with which the request's path begins
 * @param header a name, or a name and a value, such as {@code X-Tenant: blue}; {@code any}: whatever headers it has
 * @param first so many of those that match, and none after them; 0: all
 */
public record HttpRequests(Quantity share, String method, String path, String header, int first) {

    /** Matches any method or header. */
    public static final String ANY = "any";

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    public HttpRequests {
        InvalidValues.checkAll(
                () -> Check.share("share", share),
                () -> Check.that(
                        method.equals(ANY) || method.matches("[A-Z]{1,20}"),
                        "method must be one of HTTP such as POST, or any, not '" + method + "'"),
                () -> Check.that(
                        path.startsWith("/") && !path.matches(".*[\\s?#].*"),
                        "path must be what a path begins with, such as /orders, without a query, not '" + path + "'"),
                () -> Check.that(
                        header.equals(ANY) || header.matches(TOKEN + "(: *\\S.*)?"),
                        "header must be a name, or a name and a value such as 'X-Tenant: blue', not '" + header + "'"));
    }

    /** In words, for a plan; without a header's value, which may be a secret. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder();
        words.append(share.value() < 1 ? share + " of the " : "the ");
        words.append(first > 0 ? "first " + first + " " : "");
        words.append(method.equals(ANY) ? "" : method + " ").append("requests");
        words.append(path.equals("/") ? "" : " to " + path);
        words.append(header.equals(ANY) ? "" : " with the header " + header.replaceFirst(":.*", ""));
        return words.toString();
    }
}
