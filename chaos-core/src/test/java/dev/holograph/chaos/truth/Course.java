package dev.holograph.chaos.truth;

import java.util.ArrayList;
import java.util.List;

/** Which regime a service is in, second by second: the last period that holds a second decides. */
final class Course {

    private record Period(double from, double to, Regime regime) {}

    private final Regime usual;
    private final List<Period> periods = new ArrayList<>();

    Course(Regime usual) {
        this.usual = usual;
    }

    void put(double from, double to, Regime regime) {
        periods.add(new Period(from, to, regime));
    }

    Regime at(double second) {
        Regime regime = usual;
        for (Period period : periods) {
            regime = second >= period.from && second < period.to ? period.regime : regime;
        }
        return regime;
    }
}
