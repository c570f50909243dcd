package dev.holograph.chaos.scenario;

/** How a measured value is held against its bound. */
public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    AT_LEAST(">="),
    MORE(">");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    public boolean holds(double measured, double bound) {
        return switch (this) {
            case LESS -> measured < bound;
            case AT_MOST -> measured <= bound;
            case EQUAL -> measured == bound;
            case AT_LEAST -> measured >= bound;
            case MORE -> measured > bound;
        };
    }

    /** Whether smaller values are better. */
    public boolean isUpperBound() {
        return this == LESS || this == AT_MOST || this == EQUAL;
    }
}
