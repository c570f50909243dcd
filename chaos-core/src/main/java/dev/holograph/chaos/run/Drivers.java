package dev.holograph.chaos.run;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.FaultDriver;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All fault drivers that are at hand, by name and by the kind of fault they do. */
public final class Drivers {

    private final SortedMap<String, List<FaultDriver<?>>> byName = new TreeMap<>();

    public Drivers(Collection<DriverProvider> providers, DriverContext context) {
        for (DriverProvider provider : providers) {
            byName.put(provider.name(), List.copyOf(provider.drivers(context)));
        }
    }

    /** The names that may stand under {@code drivers:}. */
    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** The kinds of fault that some driver does, by the name of their type. */
    public Map<String, Class<? extends Fault>> faults() {
        Map<String, Class<? extends Fault>> faults = new TreeMap<>();
        byName.values().forEach(drivers -> drivers.forEach(driver -> faults.put(typeOf(driver), driver.fault())));
        return faults;
    }

    /** Types of fault that destroy what nothing brings back. */
    Set<String> destroying() {
        return byName.values().stream()
                .flatMap(List::stream)
                .map(Drivers::type)
                .filter(FaultType::destroys)
                .map(FaultType::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The drivers that do this type of fault. */
    SortedSet<String> doing(String faultType) {
        SortedSet<String> names = new TreeSet<>();
        byName.forEach((name, drivers) -> {
            if (drivers.stream().anyMatch(driver -> typeOf(driver).equals(faultType))) {
                names.add(name);
            }
        });
        return names;
    }

    /** A named driver's hand for one kind of fault. */
    Optional<Bound<?>> find(String name, String faultType) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(driver -> typeOf(driver).equals(faultType))
                .findFirst()
                .map(driver -> new Bound<>(name, driver));
    }

    /** The driver that prepared this. */
    Bound<?> of(Prepared<?> prepared) {
        String type = prepared.step().fault().type().name();
        return find(prepared.driver(), type)
                .orElseThrow(() -> new IllegalStateException("no driver " + prepared.driver() + " for " + type));
    }

    private static String typeOf(FaultDriver<?> driver) {
        return type(driver).name();
    }

    private static FaultType type(FaultDriver<?> driver) {
        FaultType type = driver.fault().getAnnotation(FaultType.class);
        if (type == null) {
            throw new IllegalStateException(driver.fault() + " carries no @FaultType");
        }
        return type;
    }

    /** A driver with the kind of fault it does, so that the two are never mismatched. */
    record Bound<F extends Fault>(String name, FaultDriver<F> driver) {

        Prepared<F> prepare(FaultStep step, TargetSpec target, Map<String, TargetSpec> targets) {
            return driver.prepare(step, driver.fault().cast(step.fault()), target, targets);
        }

        boolean asksTarget() {
            return driver.asksTarget();
        }

        boolean silences(Prepared<?> prepared) {
            return driver.silences(driver.fault().cast(prepared.fault()));
        }

        Preflight preflight(Prepared<?> prepared) throws DriverException, InterruptedException {
            return driver.preflight(typed(prepared));
        }

        Evidence inject(Prepared<?> prepared) throws DriverException, InterruptedException {
            return driver.inject(typed(prepared));
        }

        Evidence observe(Prepared<?> prepared) {
            return driver.observe(typed(prepared));
        }

        void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
            driver.undo(recipe, deadline);
        }

        private Prepared<F> typed(Prepared<?> prepared) {
            return new Prepared<>(
                    prepared.step(),
                    driver.fault().cast(prepared.fault()),
                    prepared.target(),
                    prepared.driver(),
                    prepared.description(),
                    prepared.undo(),
                    prepared.cleanupRecipe(),
                    prepared.permissions());
        }
    }
}
