package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.ClusterLoadCheck;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Guardrails;
import dev.holograph.chaos.plan.HttpTargets;
import dev.holograph.chaos.plan.LedgerConflictCheck;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.ProbeProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds a scenario to an environment: every name is resolved and every driver consulted, and nothing is touched. */
public final class Planner {

    private final Drivers drivers;
    private final Set<String> loadEngines;
    private final List<ProbeProvider> probes;

    /**
     * @param loadEngines the names that may stand after {@code load:} under {@code drivers:}, but for {@code auto}
     * @param probes by whom the probes of scenarios ask
     */
    public Planner(Drivers drivers, Set<String> loadEngines, List<ProbeProvider> probes) {
        this.drivers = drivers;
        this.loadEngines = Set.copyOf(loadEngines);
        this.probes = List.copyOf(probes);
    }

    /** The plan, or everything in which the two do not fit together. */
    public Validated<Plan> plan(String runId, long seed, Scenario scenario, Environment environment) {
        List<Violation> violations = new ArrayList<>(violations(environment));
        Guardrails rules = new Guardrails(environment);
        for (Load load : scenario.loads()) {
            TargetSpec goal = checkTarget(environment, load.profile().target(), load.location(), violations);
            if (goal != null) {
                HttpTargets.violation(load, goal).ifPresent(violations::add);
                ClusterLoadCheck.violation(load, goal, environment).ifPresent(violations::add);
            }
            if (load.isObserved()
                    && !List.of(Environment.AUTO, Profile.ByScript.ENGINE).contains(environment.loadDriver())) {
                violations.add(Violation.of(
                                load.location(),
                                "a script alone needs k6, and the load driver here is '" + environment.loadDriver()
                                        + "'")
                        .withHint("give the load a profile beside the script: http: or websocket:"));
            }
        }
        for (Probe probe : scenario.probes()) {
            TargetSpec target = checkTarget(environment, probe.target(), probe.location(), violations);
            if (target != null) {
                unaskable(probe, target).ifPresent(violations::add);
            }
        }
        if (scenario.ledger() != null) {
            TargetSpec store = checkTarget(
                    environment, scenario.ledger().target(), scenario.ledger().location(), violations);
            if (store != null) {
                HttpTargets.violation(scenario.ledger(), store).ifPresent(violations::add);
            }
            LedgerConflictCheck.read(scenario, environment).ifPresent(violations::add);
        }
        List<Prepared<?>> prepared = new ArrayList<>();
        for (FaultStep step : scenario.faults()) {
            TargetSpec target = checkTarget(environment, step.target(), step.location(), violations);
            if (target != null) {
                violations.addAll(rules.violations(step, target));
                FaultStep timed = step.fault().type().lasting()
                        ? step.in(scenario.duration().fault())
                        : step;
                prepare(environment, timed, target, violations).ifPresent(prepared::add);
            }
        }
        violations.addAll(
                new SilencedTargets(drivers, environment, scenario.duration().fault()).violations(prepared));
        Plan plan = new Plan(runId, seed, scenario, environment, prepared);
        rules.neverFits(plan).ifPresent(violations::add);
        violations.sort(
                Comparator.comparing((Violation violation) -> violation.at().file())
                        .thenComparing(violation -> violation.at().line())
                        .thenComparing(violation -> violation.at().column()));
        return violations.isEmpty() ? Validated.of(plan) : Validated.wrong(violations);
    }

    /** What is wrong with an environment, whatever the scenario. */
    public List<Violation> violations(Environment environment) {
        List<Violation> violations = new ArrayList<>(wrongDrivers(environment));
        violations.addAll(new Guardrails(environment).violations());
        if (environment.guard() != null) {
            environment.guard().allow().forEach((type, place) -> {
                if (!drivers.destroying().contains(type)) {
                    violations.add(Violation.unknown(place, "fault that cannot be undone", type, drivers.destroying()));
                }
            });
        }
        return violations;
    }

    private List<Violation> wrongDrivers(Environment environment) {
        List<Violation> violations = new ArrayList<>();
        environment.drivers().forEach((fault, choice) -> {
            if (!drivers.faults().containsKey(fault)) {
                violations.add(Violation.unknown(
                        choice.location(), "fault", fault, drivers.faults().keySet()));
            } else if (!drivers.names().contains(choice.driver())) {
                violations.add(Violation.unknown(choice.location(), "driver", choice.driver(), drivers.doing(fault)));
            } else if (!drivers.doing(fault).contains(choice.driver())) {
                violations.add(new Violation(
                        choice.location(),
                        "driver '" + choice.driver() + "' cannot do " + fault,
                        List.copyOf(drivers.doing(fault)),
                        null,
                        null));
            }
        });
        String load = environment.loadDriver();
        if (!load.equals(Environment.AUTO) && !loadEngines.contains(load)) {
            List<String> allowed = new ArrayList<>(loadEngines);
            allowed.add(Environment.AUTO);
            violations.add(Violation.unknown(environment.load().location(), "load driver", load, allowed));
        }
        if (load.equals(LoadRunners.ENGINE) && environment.runners() == null) {
            violations.add(Violation.of(
                            environment.load().location(),
                            "the load driver is " + load + ", and the environment does not say what its runners are")
                    .withHint(
                            "write k6Operator: { runners: 4, image: \"grafana/k6:2.2.0\" } in " + environment.file()));
        }
        return violations;
    }

    private Optional<Prepared<?>> prepare(
            Environment environment, FaultStep step, TargetSpec target, List<Violation> violations) {
        String type = step.fault().type().name();
        DriverChoice choice = environment.drivers().get(type);
        if (choice == null) {
            String able = String.join("|", drivers.doing(type));
            violations.add(Violation.of(
                            step.location(), "no driver for " + type + " in environment '" + environment.name() + "'")
                    .withHint(
                            able.isEmpty()
                                    ? "none of the drivers at hand can do it"
                                    : "add `" + type + ": " + able + "` under drivers: in " + environment.file()));
            return Optional.empty();
        }
        Optional<Drivers.Bound<?>> driver = drivers.find(choice.driver(), type);
        if (driver.isEmpty()) {
            return Optional.empty(); // already reported, at the place of the choice
        }
        try {
            return Optional.of(driver.get().prepare(step, target, environment.targets()));
        } catch (IllegalArgumentException e) {
            violations.add(Violation.of(step.location(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Why a probe cannot ask a target. */
    private Optional<Violation> unaskable(Probe probe, TargetSpec target) {
        String kind = probe.query().kind();
        return probes.stream()
                .filter(provider -> provider.kind().equals(kind))
                .findFirst()
                .flatMap(provider -> provider.lacking(target))
                .map(lacking -> Violation.of(
                                probe.location(),
                                "probe '" + probe.name() + "' cannot ask target '" + target.name() + "' by " + kind)
                        .withHint("give the target " + lacking));
    }

    private static @Nullable TargetSpec checkTarget(
            Environment environment, String name, Location place, List<Violation> violations) {
        environment.missing(name, place).ifPresent(violations::add);
        return environment.targets().get(name);
    }
}
