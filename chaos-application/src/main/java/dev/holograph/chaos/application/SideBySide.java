package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.Suite;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Bound;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Objective;
import dev.holograph.chaos.scenario.ObjectiveRole;
import dev.holograph.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which scenarios of a build may run at the same time: those whose services, ports and targets are all their own, and
 * whose bounds a busy neighbour cannot loosen.
 *
 * @param together may run with one another
 * @param alone run after them, one after the other
 * @param remarks why scenarios run alone, a line each
 */
record SideBySide(List<Plan> together, List<Plan> alone, List<String> remarks) {

    /** Their faults act on processes and proxies of the run alone. */
    private static final Set<String> OWN_DRIVERS = Set.of("proxy", "process", "redis");

    /** Cost of a run beside its requests: k6, the proxy and services that idle. A share of one processor. */
    static final double FOR_A_RUN = 0.1;

    /** Processor seconds that one request takes of all: k6, the proxy, the system. Three times what a light one does. */
    static final double FOR_A_REQUEST = 0.0015;

    SideBySide {
        together = List.copyOf(together);
        alone = List.copyOf(alone);
        remarks = List.copyOf(remarks);
    }

    /** @param suite that they are of; {@code null}: of none */
    static SideBySide of(List<Plan> plans, @Nullable Suite suite, Parallel wanted) {
        Environment environment = plans.get(0).environment();
        Optional<String> shared = shared(environment, suite);
        if (!wanted.isWanted() || plans.size() < 2 || shared.isPresent()) {
            List<String> remarks = wanted.isWanted() && plans.size() > 1
                    ? shared.stream()
                            .map(why -> "The scenarios run one after the other, although chaos.parallel=" + wanted
                                    + ": " + why)
                            .toList()
                    : List.of();
            return new SideBySide(List.of(), plans, remarks);
        }
        List<Plan> together = new ArrayList<>();
        Map<Plan, String> alone = new LinkedHashMap<>();
        for (Plan plan : plans) {
            String why = alone(plan, wanted.isAuto());
            if (why == null) {
                together.add(plan);
            } else {
                alone.put(plan, why);
            }
        }
        return new SideBySide(
                together,
                new ArrayList<>(alone.keySet()),
                alone.entrySet().stream()
                        .map(one -> "Scenario '" + one.getKey().scenario().name() + "' runs alone: " + one.getValue())
                        .toList());
    }

    /** What all runs of a build would have in common; empty: nothing. */
    private static Optional<String> shared(Environment environment, @Nullable Suite suite) {
        if (suite != null && suite.services() == Suite.Services.ONCE) {
            return Optional.of("the suite starts its services once for all of them");
        }
        Stream<String> targets = environment.targets().values().stream()
                .filter(target -> !isOwn(target))
                .map(target ->
                        "target '" + target.name() + "' is none of the services that each run starts for itself");
        Stream<String> ports = Stream.concat(
                environment.services().stream()
                        .filter(service -> service.port() != null)
                        .map(SideBySide::port),
                environment.targets().values().stream()
                        .filter(target -> target.proxyPort() != null)
                        .map(target -> "the proxy of target '" + target.name() + "' has the fixed port "
                                + target.proxyPort()));
        return Stream.concat(targets, ports).findFirst();
    }

    private static boolean isOwn(TargetSpec target) {
        return target.service() != null && target.kind() == null;
    }

    private static String port(ServiceSpec service) {
        return "service '" + service.name() + "' has the fixed port " + service.port();
    }

    private static @Nullable String alone(Plan plan, boolean isMeasured) {
        String foreign = plan.faults().stream()
                .map(Prepared::driver)
                .filter(driver -> !OWN_DRIVERS.contains(driver))
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        if (!foreign.isEmpty()) {
            return "its faults are done by " + foreign + ", which acts on what other runs have too";
        }
        Scenario scenario = plan.scenario();
        if (scenario.loads().isEmpty()) {
            return "it has no load, by whose engine a machine at its limit is noticed";
        }
        Optional<Objective> relative = Stream.of(ObjectiveRole.values())
                .flatMap(role -> scenario.objectives(role).stream())
                .filter(objective ->
                        objective.bound() instanceof Bound.Relative || objective.warn() instanceof Bound.Relative)
                .findFirst();
        if (relative.isPresent()) {
            return "'" + relative.get().text() + "' is relative to a baseline that a busy neighbour would make worse";
        }
        boolean isOpen = scenario.loads().stream().allMatch(load -> load.arrivals() instanceof ArrivalModel.Open);
        return isOpen || !isMeasured ? null : "nobody knows how much its load asks for (only rate: says so)";
    }

    /**
     * Processors that a run is expected to take. It is a guess, on the high side: a run that the machine was too small for
     * says so itself, and is run again alone.
     */
    static double expected(Plan plan) {
        double rate = plan.scenario().loads().stream()
                .map(Load::arrivals)
                .mapToDouble(arrivals -> arrivals instanceof ArrivalModel.Open open ? open.peak() : 0)
                .sum();
        return FOR_A_RUN + FOR_A_REQUEST * rate;
    }
}
