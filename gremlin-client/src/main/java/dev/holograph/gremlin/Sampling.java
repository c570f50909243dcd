package dev.holograph.gremlin;

/** How many of those that match are attacked; Gremlin chooses which. */
public sealed interface Sampling {

    /** Exactly this many, at least 1. */
    record Exactly(int count) implements Sampling {
        public Exactly {
            if (count < 1) {
                throw new IllegalArgumentException("at least 1 must be attacked, not " + count);
            }
        }
    }

    /** A share, 1 to 100 percent. */
    record Percent(int percent) implements Sampling {
        public Percent {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("the share must be from 1 to 100 percent, not " + percent);
            }
        }
    }
}
