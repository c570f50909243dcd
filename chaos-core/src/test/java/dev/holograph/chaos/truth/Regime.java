package dev.holograph.chaos.truth;

/**
 * How a service behaves for a while.
 *
 * @param refused share of the requests that fail at once
 * @param hanging share that is never answered
 * @param unsent share for which no connection can be had
 * @param silent share of which the load engine reports no outcome at all
 * @param slow how many times longer serving takes
 * @param delay seconds that the way there and back takes on top
 */
public record Regime(double refused, double hanging, double unsent, double silent, double slow, double delay) {

    static Regime errors(double share) {
        return new Regime(share, 0, 0, 0, 1, 0);
    }

    Regime refusing(double share) {
        return new Regime(share, hanging, unsent, silent, slow, delay);
    }

    Regime hanging(double share) {
        return new Regime(0, share, unsent, silent, slow, delay);
    }

    Regime unsent(double share) {
        return new Regime(0, hanging, share, silent, slow, delay);
    }

    Regime silent(double share) {
        return new Regime(0, hanging, unsent, share, slow, delay);
    }

    Regime slower(double times) {
        return new Regime(refused, hanging, unsent, silent, times, delay);
    }

    Regime delayed(double seconds) {
        return new Regime(refused, hanging, unsent, silent, slow, seconds);
    }
}
