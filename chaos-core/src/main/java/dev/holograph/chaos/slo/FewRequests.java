package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.Arrivals;
import dev.holograph.chaos.scenario.Load;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether what some loads ask is lost among what all of them ask, so that an objective hardly sees it. */
final class FewRequests {

    /** With a smaller share not even the tail that a p95 is about would show it. */
    private static final double FEW = 0.05;

    private FewRequests() {}

    /** These loads in words, if they make few of all requests; empty also where only a run can tell how many they make. */
    static Optional<String> of(List<Load> some, List<Load> all) {
        if (!all.stream().allMatch(load -> load.arrivals() instanceof Arrivals.Open)) {
            return Optional.empty();
        }
        double part = perSecond(some);
        double whole = perSecond(all);
        return part >= FEW * whole
                ? Optional.empty()
                : Optional.of("the load "
                        + some.stream().map(load -> "'" + load.name() + "'").collect(Collectors.joining(" and "))
                        + ", with " + number(part) + " of " + number(whole) + " requests a second,");
    }

    private static double perSecond(List<Load> loads) {
        return loads.stream()
                .mapToDouble(load -> ((Arrivals.Open) load.arrivals()).perSecond())
                .sum();
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
