package dev.holograph.chaos.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request by HTTP to a load's target, made before the load starts: values of its JSON answer, such as a token, go into
 * the load's requests. They are secrets.
 *
 * @param login {@code user:password} for basic authentication, a secret; {@code null}: that of the target's URL, if any
 * @param expect the answer that means success
 * @param values JSON pointers into the answer, by the names under which requests have the values: <code>{setup.name}</code>
 */
public record SetupRequest(
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String login,
        @Nullable String body,
        ExpectedAnswer expect,
        Map<String, String> values) {

    private static final int SHORTEST_SECRET = 6;

    public SetupRequest {
        headers = Map.copyOf(headers);
        values = Map.copyOf(values);
    }

    /** What in it may be a secret that an answer echoes: the password, headers, and the longer words of the body. */
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        if (login != null) {
            secrets.add(login.substring(login.indexOf(':') + 1));
        }
        Stream.concat(headers.values().stream(), Stream.ofNullable(body))
                .flatMap(text -> Arrays.stream(text.split("[^A-Za-z0-9._~+/-]+")))
                .filter(word -> word.length() >= SHORTEST_SECRET)
                .forEach(secrets::add);
        return secrets;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return method + " " + path.replaceFirst("\\?.*", "");
    }
}
