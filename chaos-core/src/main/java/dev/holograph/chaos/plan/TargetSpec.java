package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import org.jspecify.annotations.Nullable;

/**
 * Something that load goes to and faults act on.
 *
 * @param service the local service that it is; {@code null}: it runs elsewhere, at {@code url}
 * @param throughProxy whether it is reached through the built-in proxy
 * @param url where it is, e.g. {@code http://127.0.0.1:8080}; {@code null} for a local service
 */
public record TargetSpec(
        String name,
        @Nullable String service,
        boolean throughProxy,
        @Nullable String url,
        Location location) {}
