package dev.holograph.chaos.scenario;

import java.util.List;
import java.util.Map;

/**
 * The answer by HTTP that means success.
 *
 * @param statuses codes ({@code 201}) and classes ({@code 2xx}), of which its status must be one
 * @param values what must stand at these JSON pointers of its body, by pointer. A JSON string is compared by its text, a
 *     number by its value, {@code true} and {@code false} by their words; nothing else is ever equal
 */
public record ExpectedAnswer(List<String> statuses, Map<String, String> values) {

    public ExpectedAnswer {
        statuses = List.copyOf(statuses);
        values = Map.copyOf(values);
    }

    /** Any with this status. */
    public static ExpectedAnswer status(String status) {
        return new ExpectedAnswer(List.of(status), Map.of());
    }
}
