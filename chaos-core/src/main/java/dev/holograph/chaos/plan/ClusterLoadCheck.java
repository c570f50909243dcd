package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Violation;
import java.util.Optional;

/** Checks whether pods in a cluster can drive a load: they must reach its target, and each must make the same share. */
public final class ClusterLoadCheck {

    private ClusterLoadCheck() {}

    /** What is wrong with a load that an environment has driven by {@link LoadRunners}; empty: nothing, or it is not. */
    public static Optional<Violation> violation(Load load, TargetSpec target, Environment environment) {
        LoadRunners runners = environment.runners();
        if (runners == null || !environment.loadDriver().equals(LoadRunners.ENGINE) || load.isObserved()) {
            return Optional.empty();
        }
        return outOfReach(load, target).or(() -> uneven(load, runners));
    }

    private static Optional<Violation> outOfReach(Load load, TargetSpec target) {
        String url = target.url();
        if (target.service() == null && !target.throughProxy() && (url == null || !TargetUrl.isOnThisMachine(url))) {
            return Optional.empty();
        }
        return Optional.of(Violation.of(
                        load.location(),
                        "the load is driven by pods in a cluster, and target '" + target.name() + "' ("
                                + target.location() + ") is reached "
                                + (target.throughProxy() ? "through the proxy of this machine" : "on this machine")
                                + ", where no pod comes")
                .withHint("give the target a url: that holds in the cluster and here, or let this machine drive the"
                        + " load: -Dchaos.load=k6"));
    }

    /** By its share of the requests a runner that falls short is known; k6 splits users and connections. */
    private static Optional<Violation> uneven(Load load, LoadRunners runners) {
        boolean isClosed = load.arrivals() instanceof ArrivalModel.Closed;
        int workers = load.arrivals() instanceof ArrivalModel.Closed closed
                ? closed.users()
                : load.arrivals() instanceof ArrivalModel.Open open && load.profile() instanceof Profile.WebSocket
                        ? open.connections()
                        : 0;
        if (workers % runners.count() == 0) {
            return Optional.empty();
        }
        int even = (workers / runners.count() + 1) * runners.count();
        String key = isClosed ? "users" : "connections";
        return Optional.of(Violation.of(
                        load.location(),
                        workers + " " + key + " cannot be split evenly over " + runners.count() + " runners ("
                                + runners.location() + ")")
                .withHint("write " + key + ": " + even + ", or another number of runners"));
    }
}
