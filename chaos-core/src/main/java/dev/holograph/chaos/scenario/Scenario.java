package dev.holograph.chaos.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What should happen, as a person wrote it: load, fault, duration and SLO. It names no tool and no place.
 *
 * @param name the name of its file without the ending; where values of parameters make this run another experiment, with
 *     these values: {@code latency[delay=500ms]}
 * @param hypothesis what is believed to be true; for the report
 * @param owner who answers for it; for the report
 * @param links for the report
 * @param ledger {@code null}: data loss is not checked
 * @param probes what is queried beside the load
 * @param parameters their values in this run, which have been put in place already
 * @param definition tells whether two runs are of the same text but for the values that vary: a digest; empty where
 *     nobody knows, as of a run that an older version has kept
 */
public record Scenario(
        String name,
        String file,
        String title,
        @Nullable String hypothesis,
        @Nullable String owner,
        List<String> links,
        List<String> tags,
        List<Load> loads,
        Phases duration,
        List<FaultStep> faults,
        List<Objective> steadyState,
        List<Objective> effect,
        List<Objective> slo,
        List<Objective> abortIf,
        RecoveryRule recovery,
        @Nullable Ledger ledger,
        List<Probe> probes,
        List<ParameterValue> parameters,
        String definition) {

    public Scenario {
        links = List.copyOf(links);
        tags = List.copyOf(tags);
        loads = List.copyOf(loads);
        faults = List.copyOf(faults);
        steadyState = List.copyOf(steadyState);
        effect = List.copyOf(effect);
        slo = List.copyOf(slo);
        abortIf = List.copyOf(abortIf);
        probes = List.copyOf(probes);
        parameters = List.copyOf(parameters);
    }

    /** A scenario without parameters. */
    public Scenario(
            String name,
            String file,
            String title,
            @Nullable String hypothesis,
            @Nullable String owner,
            List<String> links,
            List<String> tags,
            List<Load> loads,
            Phases duration,
            List<FaultStep> faults,
            List<Objective> steadyState,
            List<Objective> effect,
            List<Objective> slo,
            List<Objective> abortIf,
            RecoveryRule recovery,
            @Nullable Ledger ledger,
            List<Probe> probes) {
        this(
                name,
                file,
                title,
                hypothesis,
                owner,
                links,
                tags,
                loads,
                duration,
                faults,
                steadyState,
                effect,
                slo,
                abortIf,
                recovery,
                ledger,
                probes,
                List.of(),
                "");
    }

    /** The name of its file without the ending, whatever values this run has. */
    public String family() {
        String suffix = ParameterValue.suffix(parameters);
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    /** Whether any request counts: one of a load whose requests are due by its profile. */
    public boolean countsRequests() {
        return loads.stream().anyMatch(load -> !load.isObserved());
    }

    /** Whether any load is seen only by the metrics of its script. */
    public boolean observesLoad() {
        return loads.stream().anyMatch(Load::isObserved);
    }

    /** The objectives under one key. */
    public List<Objective> objectives(ObjectiveRole role) {
        return switch (role) {
            case STEADY_STATE -> steadyState;
            case EFFECT -> effect;
            case SLO -> slo;
            case ABORT_IF -> abortIf;
        };
    }
}
