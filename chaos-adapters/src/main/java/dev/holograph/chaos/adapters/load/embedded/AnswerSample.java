package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.spi.SecretForms;
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

    private final SecretForms secrets;

    private AnswerSample(SecretForms secrets) {
        this.secrets = secrets;
    }

    /**
     * @param headers of the requests
     * @param others what is secret beside them
     */
    static AnswerSample masking(Collection<Map.Entry<String, String>> headers, List<String> others) {
        Stream<String> ofHeaders = headers.stream()
                .filter(header -> !PLAIN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split("[\\s=;,]+"))))
                .filter(value -> value.length() >= SHORTEST_SECRET);
        return new AnswerSample(
                SecretForms.of(Stream.concat(ofHeaders, others.stream()).toArray(String[]::new)));
    }

    /** Copies the beginning of these bytes. */
    String of(ByteBuf bytes) {
        int length = Math.min(LONGEST, bytes.readableBytes());
        return secrets.hiddenInBeginning(bytes.toString(bytes.readerIndex(), length, StandardCharsets.UTF_8));
    }
}
