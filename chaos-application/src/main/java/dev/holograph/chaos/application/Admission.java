package dev.holograph.chaos.application;

import dev.holograph.chaos.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides how many scenarios begin together: as many as the machine can carry, by what it has left and what others took. */
final class Admission {

    /** Usable share of what is idle; the rest is for bursts, and for the error of the guess. */
    private static final double USABLE = 0.8;

    private static final Duration LOOKED_FOR = Duration.ofSeconds(1);

    /** Where others work on the machine too, what the runs took cannot be separated from it so well. */
    private static final double MOST_FACTOR = 5;

    private final Parallel wanted;
    private final Machine machine;
    private final Log log;
    private double factor = 1;
    private double busyWithout;

    Admission(Parallel wanted, Machine machine, Log log) {
        this.wanted = wanted;
        this.machine = machine;
        this.log = log;
    }

    /** The first of these, at least one of them. Nothing of this build runs now. */
    List<Plan> next(List<Plan> waiting) {
        if (!wanted.isAuto()) {
            return waiting.subList(0, Math.min(wanted.most(), waiting.size()));
        }
        double idle = machine.idle(LOOKED_FOR);
        busyWithout = 1 - idle / machine.processors();
        List<Plan> admitted = new ArrayList<>();
        double taken = 0;
        for (Plan plan : waiting) {
            double more = factor * SideBySide.expected(plan);
            if (admitted.isEmpty() || (taken + more <= USABLE * idle && admitted.size() < wanted.most())) {
                admitted.add(plan);
                taken += more;
            }
        }
        log.info(String.format(
                Locale.ROOT,
                "%d of %d scenarios begin: %.1f of %d processors are idle, and %s expected to take %.1f of them",
                admitted.size(),
                waiting.size(),
                idle,
                machine.processors(),
                admitted.size() == 1 ? "it is" : "they are",
                taken));
        return admitted;
    }

    /** What runs took together in fact changes what is expected of the next. @param busy mean share of the processors */
    void took(List<Plan> ran, double busy) {
        double expected = ran.stream().mapToDouble(SideBySide::expected).sum();
        if (busy >= 0) {
            double measured = machine.processors() * Math.max(0, busy - busyWithout);
            factor = Math.min(MOST_FACTOR, Math.max(1, measured / expected));
        }
    }
}
