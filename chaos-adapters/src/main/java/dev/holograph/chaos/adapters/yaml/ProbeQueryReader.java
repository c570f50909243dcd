package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.ProbeType;
import dev.holograph.chaos.scenario.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a probe: those of all probes, and those of its kind, which one of these chooses. */
final class ProbeQueryReader {

    private static final KeyBinder BINDER = KeyBinder.ofScenario();
    private static final KindBinder KINDS = new KindBinder(BINDER);

    private final Map<String, Class<? extends ProbeQuery>> kinds;

    /**
     * @param kinds by the keys that choose them
     * @throws IllegalStateException if a kind has no key by which it is chosen: whoever makes it must mend that
     */
    ProbeQueryReader(Map<String, Class<? extends ProbeQuery>> kinds) {
        this.kinds = kinds;
        kinds.forEach((key, kind) -> {
            if (Arrays.stream(KindBinder.components(kind)).map(KeyBinder::name).noneMatch(key::equals)) {
                throw new IllegalStateException(kind + " has no key '" + key + "', by which it would be chosen");
            }
        });
    }

    /**
     * What was read.
     *
     * @param query {@code null} if there is a mistake in it
     */
    record Read(@Nullable ProbeQuery query, ProbeKeys keys) {}

    Read read(Block block) {
        List<String> there = kinds.keySet().stream().filter(block::has).toList();
        // An unknown key is reported by itself: it may be one of these, written wrong.
        if (there.size() > 1 || (there.isEmpty() && !block.hasOtherThan(keys()))) {
            block.mistakes()
                    .add(Violation.of(
                                    block.at(),
                                    there.isEmpty()
                                            ? "a probe needs a query"
                                            : "a probe has one query, not " + String.join(" and ", there))
                            .withHint(
                                    "write, for example, `front: { http: \"GET /healthz\", target: renderer }`; it has"
                                            + " one of " + String.join(", ", kinds.keySet())));
        }
        if (there.size() == 1) {
            Class<? extends ProbeQuery> kind = Objects.requireNonNull(kinds.get(there.get(0)));
            Item chosen = Objects.requireNonNull(block.get(there.get(0)));
            ProbeQuery query = KINDS.bind(block, kind, wrong -> chosen.wrong(there.get(0) + ": " + wrong, null));
            if (query != null && !Probe.GIVEN.containsAll(query.endings())) {
                throw new IllegalStateException(
                        kind + " gives " + query.endings() + "; what a probe can give is " + Probe.GIVEN);
            }
            return new Read(query, BINDER.bind(block, ProbeKeys.class, without(kind)));
        }
        keys().forEach(block::get); // known, whichever of the kinds is meant
        return new Read(null, BINDER.bind(block, ProbeKeys.class));
    }

    private List<String> keys() {
        return Stream.concat(
                        kinds.values().stream()
                                .flatMap(kind -> Arrays.stream(KindBinder.components(kind)))
                                .map(KeyBinder::name),
                        KeyBinder.names(ProbeKeys.class).stream())
                .toList();
    }

    /** A watch waits for nothing: it reports what it knows. */
    private static Set<String> without(Class<? extends ProbeQuery> kind) {
        ProbeType type = Objects.requireNonNull(kind.getAnnotation(ProbeType.class));
        return type.waits() ? Set.of() : Set.of("timeout");
    }
}
