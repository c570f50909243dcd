package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Ledger;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Violation;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether requests by HTTP or WebSocket can go to a target as a scenario writes them. */
public final class HttpTargets {

    private static final String AUTHORIZATION = "authorization";

    private HttpTargets() {}

    /** Why a load cannot go there. */
    public static Optional<Violation> violation(Load load, TargetSpec target) {
        if (load.isObserved()) {
            return Optional.empty();
        }
        if (!speaksHttp(target)) {
            return Optional.of(notHttp("load '" + load.name() + "'", load.location(), target));
        }
        if (load.profile() instanceof Profile.Http http && http.version() == HttpVersion.HTTP_2 && !target.isSecure()) {
            return Optional.of(Violation.of(
                            load.location(),
                            "load '" + load.name() + "' is to speak HTTP/2 (version: 2), and target '" + target.name()
                                    + "' (" + target.location() + ") is reached without TLS, where nothing offers it")
                    .withHint("give the target a url: https://…, or remove version:"));
        }
        boolean hasHeader = headers(load.profile()).anyMatch(AUTHORIZATION::equalsIgnoreCase);
        boolean hasOwnLogin = load.profile().login() != null;
        boolean hasLogin = target.url() != null && TargetUrl.login(target.url()).isPresent();
        return (hasHeader || hasOwnLogin) && hasLogin
                ? Optional.of(Violation.of(
                                load.location(),
                                "load '" + load.name() + "' has "
                                        + (hasHeader ? "a header Authorization" : "a basicAuth:")
                                        + ", and so has the url of target '"
                                        + target.name() + "' by its user and password (" + target.location() + ")")
                        .withHint("keep one of the two"))
                : Optional.empty();
    }

    private static Stream<String> headers(Profile profile) {
        return profile instanceof Profile.WebSocket socket
                ? socket.opening().headers().keySet().stream()
                : profile.kinds().stream().flatMap(kind -> kind.headers().keySet().stream());
    }

    /** Why a ledger cannot look there. */
    public static Optional<Violation> violation(Ledger ledger, TargetSpec target) {
        return ledger.find() instanceof Ledger.Http && !speaksHttp(target)
                ? Optional.of(notHttp("the ledger", ledger.location(), target))
                : Optional.empty();
    }

    /** Whether it may: a Redis and a database certainly do not. */
    public static boolean speaksHttp(TargetSpec target) {
        return target.url() == null || !(TargetUrl.isDatabase(target.url()) || TargetUrl.isRedis(target.url()));
    }

    private static Violation notHttp(String who, Location place, TargetSpec target) {
        return Violation.of(
                        place,
                        who + " asks by HTTP, and target '" + target.name() + "' (" + target.location()
                                + ") does not speak it by its url")
                .withHint("name a target with url: http://… or https://…, or a service:");
    }
}
