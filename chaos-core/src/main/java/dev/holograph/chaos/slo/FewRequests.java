package dev.holograph.chaos.slo;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether what some loads ask of their target is lost among what all of them ask, so that an objective hardly sees it. What
 * an open load asks is planned; what others ask was counted while the fault was on.
 */
final class FewRequests {

    /** With a smaller share not even the tail that a p95 is about would show it. */
    private static final double FEW = 0.05;

    private final Witnesses witnesses;
    private final Window window;

    /** @param window in which the fault was on */
    FewRequests(Witnesses witnesses, Window window) {
        this.witnesses = witnesses;
        this.window = window;
    }

    /** These loads in words, if they make few of all requests; empty also where nobody knows how many they make. */
    Optional<String> of(List<Load> some, List<Load> all) {
        if (window.isEmpty() || !all.stream().allMatch(this::isCounted)) {
            return Optional.empty();
        }
        double part = some.stream().mapToDouble(this::toTarget).sum();
        double whole = all.stream()
                .mapToDouble(load -> toTarget(load) + elsewhere(load))
                .sum();
        return part >= FEW * whole
                ? Optional.empty()
                : Optional.of("the load "
                        + some.stream().map(load -> "'" + load.name() + "'").collect(Collectors.joining(" and "))
                        + ", with " + number(part) + " of " + number(whole) + " requests a second,");
    }

    /** Whether these loads made requests, and none of them to their target. */
    boolean isUnasked(List<Load> some) {
        return some.stream().mapToDouble(this::toTarget).sum() == 0
                && some.stream().mapToDouble(this::elsewhere).sum() > 0;
    }

    private boolean isCounted(Load load) {
        return load.arrivals() instanceof ArrivalModel.Open
                || witnesses
                        .load(load.name())
                        .map(witness -> (load.isObserved()
                                        ? witness.requests(window)
                                        : witness.made().over(window))
                                > 0)
                        .orElse(false);
    }

    private double toTarget(Load load) {
        if (load.arrivals() instanceof ArrivalModel.Open open) {
            return open.perSecond();
        }
        return perSecond(load, load.isObserved() ? LoadWitness::activity : LoadWitness::made);
    }

    private double elsewhere(Load load) {
        return perSecond(load, LoadWitness::elsewhere);
    }

    private double perSecond(Load load, Function<LoadWitness, CellCounts> counts) {
        return witnesses
                        .load(load.name())
                        .map(witness -> counts.apply(witness).over(window))
                        .orElse(0L)
                / window.seconds();
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
