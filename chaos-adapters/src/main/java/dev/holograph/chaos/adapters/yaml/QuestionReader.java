package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Question;
import dev.holograph.chaos.scenario.Violation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a probe asks: one key of its kind, and with {@code http:} what the answer must be. */
final class QuestionReader {

    private static final List<String> KINDS = List.of(
            Question.Http.KIND,
            Question.Kubernetes.KIND,
            Question.Redis.KIND,
            Question.Prometheus.KIND,
            Question.Sql.KIND);

    private static final List<String> KEYS = Stream.concat(
                    KINDS.stream(), Stream.of("target", "every", "timeout", "expect", "value"))
            .toList();

    private QuestionReader() {}

    /**
     * What was read.
     *
     * @param question {@code null} if there is a mistake in it
     * @param isWatch whether it is answered by a watch, without waiting
     */
    record Read(@Nullable Question question, boolean isWatch) {}

    static Read read(Block block) {
        List<String> there = KINDS.stream().filter(block::has).toList();
        if (there.size() != 1) {
            KINDS.forEach(block::get);
        }
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
        boolean isHttp = there.isEmpty() || there.contains(Question.Http.KIND);
        Item expect = isHttp ? block.get("expect") : null;
        Item value = isHttp ? block.get("value") : null;
        Question question = there.size() == 1 ? question(there.get(0), block, expect, value) : null;
        return new Read(question, there.equals(List.of(Question.Kubernetes.KIND)));
    }

    private static @Nullable Question question(
            String kind, Block block, @Nullable Item expectItem, @Nullable Item valueItem) {
        Item item = block.get(kind);
        if (item == null) {
            return null;
        }
        return switch (kind) {
            case Question.Kubernetes.KIND ->
                item.word(List.of(Question.Kubernetes.READY)) == null ? null : new Question.Kubernetes();
            case Question.Redis.KIND -> item.parsed(Question.Redis::parse);
            case Question.Prometheus.KIND -> item.parsed(Question.Prometheus::parse);
            case Question.Sql.KIND -> item.parsed(Question.Sql::parse);
            default -> http(item, expectItem, valueItem);
        };
    }

    private static @Nullable Question http(Item item, @Nullable Item expectItem, @Nullable Item valueItem) {
        String path = item.parsed(QuestionReader::request);
        String expect = expectItem == null ? "2xx" : expectItem.parsed(LoadReader::status);
        String pointer = valueItem == null ? null : valueItem.parsed(LoadReader::pointer);
        return path == null || expect == null ? null : new Question.Http(path, expect, pointer);
    }

    private static String request(String text) {
        if (!text.matches("(GET\\s+)?/[\\x21-\\x7e]*")) {
            throw new IllegalArgumentException("'" + text + "' is no question; write GET /healthz");
        }
        return text.replaceFirst("GET\\s+", "");
    }
}
