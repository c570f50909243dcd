package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.plan.TargetUrl;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.plan.Tls.PemFile;
import dev.holograph.chaos.scenario.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads how a target that is reached by TLS is checked. Whether the files are there is seen when a plan is made. */
final class TlsReader {

    private static final String INSECURE = "insecure";
    private static final List<String> KEYS = List.of("trust", "certificate", "key", INSECURE);

    private final Function<Item, @Nullable String> filled;
    private final Path root;

    /**
     * @param filled reads a text and fills its places
     * @param root what paths are relative to
     */
    TlsReader(Function<Item, @Nullable String> filled, Path root) {
        this.filled = filled;
        this.root = root;
    }

    /** @param url the target's; {@code null} if it has none, or none that can be read */
    Tls read(Block block, TargetKeys keys, @Nullable String url) {
        boolean insecure = Boolean.TRUE.equals(keys.insecure());
        Tls tls = new Tls(file(keys.trust()), file(keys.certificate()), file(keys.key()), insecure);
        List<String> written = KEYS.stream()
                .filter(block::has)
                .filter(key -> !key.equals(INSECURE) || insecure)
                .toList();
        if (written.isEmpty()) {
            return tls;
        }
        if (url == null || !TargetUrl.isSecure(url)) {
            block.mistakes()
                    .add(Violation.of(
                                    block.at(written.get(0)),
                                    String.join(": and ", written)
                                            + ": is for TLS, which this target's URL does not ask" + " for")
                            .withHint(advice(url)));
            return tls;
        }
        Item certificate = keys.certificate();
        Item key = keys.key();
        Item trust = keys.trust();
        if (certificate != null && key == null) {
            certificate.wrong("a client certificate needs its private key", "add key:, the PEM file of that key");
        }
        if (key != null && certificate == null) {
            key.wrong("a private key needs its certificate", "add certificate:, the PEM file of that certificate");
        }
        if (trust != null && insecure) {
            trust.wrong("with insecure: true no certificate is checked, so trust: has no use", "remove one of the two");
        }
        return tls;
    }

    private static String advice(@Nullable String url) {
        if (url != null && TargetUrl.isDatabase(url)) {
            return "a database's driver has settings of its own for TLS, in its URL, such as"
                    + " ?sslmode=verify-full&sslrootcert=FILE";
        }
        return "write its url: with https, wss or rediss, or remove the key";
    }

    private @Nullable PemFile file(@Nullable Item item) {
        String text = item == null ? null : filled.apply(item);
        return item == null || text == null ? null : new PemFile(root.resolve(text), text, item.at());
    }
}
