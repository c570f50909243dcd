package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Indicator;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code probes:}, a mapping of names to queries. */
final class ProbesReader {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final ProbeQueryReader queries;
    private final TargetNames targets;

    /** @param kinds by the keys that choose them */
    ProbesReader(Map<String, Class<? extends ProbeQuery>> kinds, TargetNames targets) {
        this.queries = new ProbeQueryReader(kinds);
        this.targets = targets;
    }

    List<Probe> read(@Nullable Item item) {
        Block block = item == null ? null : item.block();
        List<Probe> probes = new ArrayList<>();
        if (block == null) {
            return probes;
        }
        for (Map.Entry<String, Item> entry : block.all().entrySet()) {
            String name = entry.getKey();
            Item value = entry.getValue();
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,39}")
                    || name.equals(Indicator.LATENCY)
                    || Probe.ENDINGS.stream().anyMatch(name::endsWith)) {
                value.wrong(
                        "'" + name + "' is no name of a probe",
                        "use up to 40 letters, digits and _, not " + Indicator.LATENCY + ", and no name that ends in "
                                + String.join(" or ", Probe.ENDINGS));
            }
            Block inner = value.block();
            Probe probe = inner == null ? null : probe(name, inner);
            if (probe != null) {
                probes.add(probe);
            }
        }
        return probes;
    }

    private @Nullable Probe probe(String name, Block block) {
        ProbeQueryReader.Read read = queries.read(block);
        String target = targets.read(read.keys().target());
        block.done();
        Duration every = read.keys().every();
        Item timeoutItem = block.get("timeout");
        Duration timeout =
                timeoutItem == null ? Probe.DEFAULT_TIMEOUT : read.keys().timeout();
        if (read.query() == null || target == null || every == null || timeout == null) {
            return null;
        }
        if (timeoutItem == null && timeout.compareTo(every) > 0) {
            timeout = every;
        }
        if (every.compareTo(SHORTEST) < 0) {
            Objects.requireNonNull(block.get("every"))
                    .wrong("a probe queries at most every 100ms", "load: drives load");
            return null;
        }
        if (timeout.compareTo(every) > 0 || timeout.toMillis() < 1) {
            Objects.requireNonNull(timeoutItem)
                    .wrong("the time-out of a probe is at least 1ms and at most its every:", null);
            return null;
        }
        return new Probe(name, read.query(), target, every, timeout, block.at());
    }
}
