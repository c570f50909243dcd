package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadPlan;
import java.time.Duration;
import java.util.Optional;

/** Tries, before a load starts that is to speak HTTP/2, whether its target offers that. */
public final class Http2Check {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private Http2Check() {}

    /** @throws DriverException if the target answers and does not offer it */
    public static void failIfNotOffered(LoadPlan plan) throws DriverException {
        if (plan.load().profile() instanceof Profile.Http http && http.version() == HttpVersion.HTTP_2) {
            Optional<String> problem = TlsCheck.problemOfHttp2(plan.base(), WITHIN);
            if (problem.isPresent()) {
                throw new DriverException("load '" + plan.load().name() + "': " + problem.get() + " ("
                        + plan.load().location() + ")");
            }
        }
    }
}
