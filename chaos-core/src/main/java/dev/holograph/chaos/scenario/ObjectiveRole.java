package dev.holograph.chaos.scenario;

/** Under which key of a scenario an objective stands. */
public enum ObjectiveRole {
    STEADY_STATE("steadyState"),
    EFFECT("effect"),
    SLO("slo"),
    ABORT_IF("abortIf");

    private final String key;

    ObjectiveRole(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
