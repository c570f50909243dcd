package dev.holograph.chaos.truth;

import java.util.ArrayList;
import java.util.List;

/** Which regime a service is in, second by second: the last stretch that holds a second decides. */
final class Course {

    private record MeasurementWindow(double from, double to, Regime regime) {}

    private final Regime usual;
    private final List<MeasurementWindow> stretches = new ArrayList<>();

    Course(Regime usual) {
        this.usual = usual;
    }

    void put(double from, double to, Regime regime) {
        stretches.add(new MeasurementWindow(from, to, regime));
    }

    Regime at(double second) {
        Regime regime = usual;
        for (MeasurementWindow stretch : stretches) {
            regime = second >= stretch.from && second < stretch.to ? stretch.regime : regime;
        }
        return regime;
    }
}
