package dev.holograph.chaos.plan;

import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.Violation;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a scenario runs and with which tools.
 *
 * @param name the name of its file without the ending
 * @param services in the order in which they are written
 * @param drivers which driver does a fault, by the fault's type
 * @param load {@code auto}, or a load engine
 * @param guard what is allowed; {@code null} where all of it is on this machine
 * @param messages that people get about the outcome of a build, in the order in which they are written
 * @param parameters values for parameters of scenarios, by their names
 * @param runners pods that drive the load; {@code null}: it names none
 */
public record Environment(
        String name,
        String file,
        String title,
        List<ServiceSpec> services,
        Map<String, TargetSpec> targets,
        Map<String, DriverChoice> drivers,
        DriverChoice load,
        @Nullable Guard guard,
        List<MessageSpec> messages,
        Map<String, ParameterSetting> parameters,
        @Nullable LoadRunners runners) {

    /** k6 if it is found, else the built-in engine. */
    public static final String AUTO = "auto";

    /** A driver's name, and where it is written. */
    public record DriverChoice(String driver, Location location) {

        /** Driver of the load where the environment names none. */
        public static final DriverChoice AUTO = new DriverChoice(Environment.AUTO, new Location("", 1, 1));
    }

    /**
     * A value for a parameter of scenarios.
     *
     * @param written as it stands in the file: with {@code {env.NAME}}, which is what messages show
     * @param isVariable whether a variable of the build is in it, which may be a secret
     */
    public record ParameterSetting(String text, String written, boolean isVariable, Location location) {}

    public Environment {
        services = List.copyOf(services);
        targets = Map.copyOf(targets);
        drivers = Map.copyOf(drivers);
        messages = List.copyOf(messages);
        parameters = Map.copyOf(parameters);
    }

    /** An environment without messages and values for parameters. */
    public Environment(
            String name,
            String file,
            String title,
            List<ServiceSpec> services,
            Map<String, TargetSpec> targets,
            Map<String, DriverChoice> drivers,
            DriverChoice load,
            @Nullable Guard guard) {
        this(name, file, title, services, targets, drivers, load, guard, List.of(), Map.of(), null);
    }

    /** What is wrong where a scenario names this target; empty if the environment has it. */
    public Optional<Violation> missing(String target, Location at) {
        if (targets.containsKey(target)) {
            return Optional.empty();
        }
        List<String> names = targets.keySet().stream().sorted().toList();
        return Optional.of(new Violation(
                at,
                "environment '" + name + "' has no target '" + target + "'",
                names,
                NearestName.to(target, names).orElse(null),
                null));
    }

    /** {@code auto}, or a load engine's name. */
    public String loadDriver() {
        return load.driver();
    }

    /** The same with another load engine. */
    public Environment withLoadDriver(String other) {
        return new Environment(
                name,
                file,
                title,
                services,
                targets,
                drivers,
                new DriverChoice(other, load.location()),
                guard,
                messages,
                parameters,
                runners);
    }

    /** The same with other messages. */
    public Environment withMessages(List<MessageSpec> others) {
        return new Environment(name, file, title, services, targets, drivers, load, guard, others, parameters, runners);
    }

    /** Targets that are reached by TLS without a check of their certificates, by name. */
    public List<TargetSpec> unchecked() {
        return targets.values().stream()
                .filter(TargetSpec::isUnchecked)
                .sorted(Comparator.comparing(TargetSpec::name))
                .toList();
    }

    /** Whether two targets of this environment are the same service or the same address, or lead to the same. */
    public boolean isSamePlace(TargetSpec one, TargetSpec other) {
        return one.name().equals(other.name()) || !Collections.disjoint(places(one), places(other));
    }

    /** Services and addresses by which targets differ; that of its proxy leads to it as well. */
    private Set<String> places(TargetSpec target) {
        Set<String> named = new HashSet<>();
        Set<String> places = new HashSet<>();
        if (target.service() != null) {
            named.add(target.service());
        }
        if (target.url() != null && !TargetUrl.services(target.url()).isEmpty()) {
            named.addAll(TargetUrl.services(target.url()));
        } else if (target.url() != null) {
            TargetUrl.address(target.url()).ifPresent(places::add);
        }
        if (target.proxyPort() != null) {
            places.add("127.0.0.1:" + target.proxyPort());
        }
        for (ServiceSpec service : services) {
            if (named.contains(service.name()) && service.port() != null) {
                places.add("127.0.0.1:" + service.port());
            }
        }
        places.addAll(named);
        return places;
    }
}
