package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Question;
import dev.holograph.chaos.scenario.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a probe: one of its kind, those of all kinds, and with {@code http:} what the answer must be. */
final class QuestionReader {

    private static final List<String> KINDS = List.of(
            Question.Http.KIND,
            Question.Kubernetes.KIND,
            Question.Redis.KIND,
            Question.Prometheus.KIND,
            Question.Sql.KIND);

    private static final List<String> KEYS = Stream.concat(
                    KeyBinder.names(ProbeKeys.class).stream(), KeyBinder.names(ProbeKeys.Http.class).stream())
            .toList();

    private static final KeyBinder BINDER = KeyBinder.ofScenario();

    private QuestionReader() {}

    /**
     * What was read.
     *
     * @param question {@code null} if there is a mistake in it
     */
    record Read(@Nullable Question question, ProbeKeys keys) {}

    static Read read(Block block) {
        List<String> there = KINDS.stream().filter(block::has).toList();
        // An unknown key is told by itself: it may be one of these, written wrong.
        if (there.size() > 1 || (there.isEmpty() && !block.hasOtherThan(KEYS))) {
            block.mistakes()
                    .add(Violation.of(
                                    block.at(),
                                    there.isEmpty()
                                            ? "a probe asks nothing"
                                            : "a probe asks one thing, not " + String.join(" and ", there))
                            .withHint(
                                    "write, for example, `front: { http: \"GET /healthz\", target: renderer }`; it has"
                                            + " one of " + String.join(", ", KINDS)));
        }
        ProbeKeys keys = BINDER.bind(block, ProbeKeys.class, without(there));
        boolean isHttp = there.isEmpty() || there.contains(Question.Http.KIND);
        ProbeKeys.Http http = isHttp ? BINDER.bind(block, ProbeKeys.Http.class) : null;
        return new Read(there.size() == 1 ? question(keys, http) : null, keys);
    }

    /** The keys that do not belong to a probe of its kind. */
    private static Set<String> without(List<String> there) {
        Set<String> without = new HashSet<>();
        if (there.size() == 1) {
            without.addAll(KINDS);
            without.removeAll(there);
            if (there.contains(Question.Kubernetes.KIND)) {
                without.add("timeout"); // nothing is waited for where a watch tells what it knows
            }
        }
        return without;
    }

    private static @Nullable Question question(ProbeKeys keys, ProbeKeys.@Nullable Http http) {
        if (http != null) {
            return keys.http() == null || http.expect() == null
                    ? null
                    : new Question.Http(keys.http().replaceFirst("GET\\s+", ""), http.expect(), http.value());
        }
        return Stream.of(
                        keys.kubernetes() == null ? null : new Question.Kubernetes(),
                        keys.redis(),
                        keys.prometheus(),
                        keys.sql())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
