package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetKind;
import dev.holograph.chaos.plan.TargetType;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.ProbeType;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * What the YAML of a build may name: the kinds that are at hand, by the words for them.
 *
 * @param faults those that some driver does, by the names of their types
 * @param probes by the keys that choose them
 * @param targets the kinds of target beside those that every build knows, by the keys that choose them
 */
public record Kinds(
        Map<String, Class<? extends Fault>> faults,
        Map<String, Class<? extends ProbeQuery>> probes,
        Map<String, Class<? extends TargetKind>> targets) {

    public Kinds {
        faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
        probes = Collections.unmodifiableMap(new LinkedHashMap<>(probes));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /** These faults, and the kinds of probe and target that {@link ServiceLoader} finds beside this class. */
    public static Kinds found(Map<String, Class<? extends Fault>> faults) {
        return new Kinds(
                faults,
                named(load(ProbeProvider.class), ProbeProvider::query, ProbeType.class, ProbeType::name),
                named(load(TargetProvider.class), TargetProvider::target, TargetType.class, TargetType::name));
    }

    private static <T> List<T> load(Class<T> type) {
        return ServiceLoader.load(type, Kinds.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static <P, K, A extends Annotation> Map<String, Class<? extends K>> named(
            Collection<P> providers,
            Function<P, Class<? extends K>> kind,
            Class<A> annotation,
            Function<A, String> name) {
        Map<String, Class<? extends K>> kinds = new LinkedHashMap<>();
        for (P provider : providers) {
            Class<? extends K> type = kind.apply(provider);
            A carried = type.getAnnotation(annotation);
            if (carried == null) {
                throw new IllegalStateException(type + " carries no @" + annotation.getSimpleName());
            }
            Class<? extends K> other = kinds.put(name.apply(carried), type);
            if (other != null && other != type) {
                throw new IllegalStateException("both " + other.getName() + " and " + type.getName() + " are called '"
                        + name.apply(carried) + "'; keep one of the two under <plugin><dependencies>");
            }
        }
        return kinds;
    }
}
