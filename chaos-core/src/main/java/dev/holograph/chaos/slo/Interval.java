package dev.holograph.chaos.slo;

/** From one number to another that is not less. */
public record Interval(double low, double high) {

    static Interval exactly(double value) {
        return new Interval(value, value);
    }
}
