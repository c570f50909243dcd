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

    /**
     * The least value on the other side of a bound from those below it: the bound itself, or for {@code <=} and {@code >}
     * the next greater number. An upper bound holds below it, a lower bound from it on. {@code =} has no such value.
     */
    public double threshold(double bound) {
        return this == AT_MOST || this == MORE ? Math.nextUp(bound) : bound;
    }

    /** Whether smaller values are better. */
    public boolean isUpperBound() {
        return this == LESS || this == AT_MOST || this == EQUAL;
    }
}
