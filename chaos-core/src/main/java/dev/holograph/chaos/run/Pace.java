package dev.holograph.chaos.run;

import java.util.Locale;

/** Whether a run looks at the system for as long as its scenario says. */
public enum Pace {
    /** All phases last as long as the scenario says. */
    FULL,

    /**
     * The recovery phase ends as soon as the recovery is believed, which is when the steady state was seen for
     * {@code stable} after it. What would have come later is not looked at.
     */
    QUICK;

    /** As a person writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
