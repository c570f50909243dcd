package dev.holograph.chaos.adapters.load.embedded;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Takes the beginning of an answer for a report. A server may echo what it was sent: secret headers are masked. */
final class AnswerSample {

    /** In bytes. */
    static final int LONGEST = 512;

    private static final int SHORTEST_SECRET = 6;

    private static final Set<String> PLAIN_HEADERS = Set.of(
            "accept", "accept-encoding", "accept-language", "content-type", "host", "idempotency-key", "user-agent");

    private final List<String> secrets;

    private AnswerSample(List<String> secrets) {
        this.secrets = secrets;
    }

    /**
     * @param headers of the requests
     * @param others what is secret beside them
     */
    static AnswerSample masking(Map<String, String> headers, List<String> others) {
        Stream<String> ofHeaders = headers.entrySet().stream()
                .filter(header -> !PLAIN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split("[\\s=;,]+"))))
                .filter(value -> value.length() >= SHORTEST_SECRET);
        return new AnswerSample(Stream.concat(ofHeaders, others.stream())
                .distinct()
                .sorted((a, b) -> b.length() - a.length())
                .toList());
    }

    /** Copies the beginning of these bytes. */
    String of(ByteBuf bytes) {
        int length = Math.min(LONGEST, bytes.readableBytes());
        return masked(bytes.toString(bytes.readerIndex(), length, StandardCharsets.UTF_8), secrets);
    }

    private static String masked(String text, Collection<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }
}
