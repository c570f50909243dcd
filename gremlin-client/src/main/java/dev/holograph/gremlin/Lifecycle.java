package dev.holograph.gremlin;

import java.util.Locale;

/** What a {@link Stage} means: the part of Gremlin's answer that says whether something is over. */
public enum Lifecycle {
    ACTIVE,
    HALTING,
    COMPLETE,
    ERROR,
    /** Gremlin said nothing, or something new. */
    UNKNOWN;

    /** Nothing will happen any more. */
    public boolean isFinished() {
        return this == COMPLETE || this == ERROR;
    }

    static Lifecycle of(String text) {
        for (Lifecycle lifecycle : values()) {
            if (lifecycle.name().equals(text.toUpperCase(Locale.ROOT))) {
                return lifecycle;
            }
        }
        return UNKNOWN;
    }
}
