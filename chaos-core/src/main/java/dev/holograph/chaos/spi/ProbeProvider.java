package dev.holograph.chaos.spi;

import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Probe;
import dev.holograph.chaos.scenario.ProbeQuery;
import dev.holograph.chaos.scenario.ProbeType;
import dev.holograph.chaos.slo.MetricSink;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings one kind of probe into a run. Found by {@link java.util.ServiceLoader}. */
public interface ProbeProvider {

    /** The kind: its record, which carries {@link ProbeType}. */
    Class<? extends ProbeQuery> query();

    /** The key by which a scenario chooses this kind, such as {@code http}. */
    default String kind() {
        ProbeType type = query().getAnnotation(ProbeType.class);
        if (type == null) {
            throw new IllegalStateException(query() + " carries no @ProbeType");
        }
        return type.name();
    }

    /**
     * What a target lacks that cannot be asked so, as it would be written: {@code url: jdbc:…}. Empty if it can be asked.
     */
    default Optional<String> lacking(TargetSpec target) {
        return Optional.empty();
    }

    /**
     * Starts to ask, at once and then as often as {@link Probe#every} says, and returns. Each sample belongs to the moment at which it was
     * asked for. Where an answer has no number although one is due, there is no sample, and that is reported once.
     *
     * @param target the probe's; where it is reached, the services of the context know
     * @param progress takes a line for a person
     * @throws DriverException if it can never be asked; the message says what to do
     */
    RunningProbe start(
            Probe probe, TargetSpec target, MetricSink sink, DriverContext context, Consumer<String> progress)
            throws DriverException, InterruptedException;

    /** A probe while it asks. */
    interface RunningProbe {

        /** Asks no more; an answer that is still open is dropped. Idempotent, not interrupted. */
        void stop(Deadline deadline);
    }
}
