package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MetricSeriesTest {

    private record Sample(long at, double value) {}

    /** Up to 20 s, so that most cells are settled when the last samples come. */
    @Property(tries = 500)
    void theOrderInWhichSamplesComeIsNoMatter(@ForAll Random random) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < random.nextInt(600); i++) {
            samples.add(new Sample(Samples.micros(random.nextInt(2_000) / 100.0), random.nextInt(9) - 4));
        }
        List<Sample> inOrder = new ArrayList<>(samples);
        inOrder.sort(Comparator.comparingLong(Sample::at));
        List<Sample> reversed = new ArrayList<>(inOrder);
        Collections.reverse(reversed);
        Window window = Samples.window(3, 12);
        MetricSeries expected = series(inOrder);
        for (List<Sample> order : List.of(samples, reversed)) {
            MetricSeries found = series(order);
            assertAlike(found, expected, window);
            found.end();
            expected.end();
            assertAlike(found, expected, window);
            assertThat(found.rows("m")).isEqualTo(expected.rows("m"));
        }
        MetricSeries restored = new MetricSeries(-1, 2);
        expected.rows("m").forEach(restored::restore);
        assertThat(restored.rows("m")).isEqualTo(expected.rows("m"));
    }

    private static MetricSeries series(List<Sample> samples) {
        MetricSeries series = new MetricSeries(-1, 2);
        samples.forEach(sample -> series.record(sample.at, sample.value));
        return series;
    }

    private static void assertAlike(MetricSeries found, MetricSeries expected, Window window) {
        assertThat(found.samples(window)).isEqualTo(expected.samples(window));
        assertThat(found.reaching(1, window)).isEqualTo(expected.reaching(1, window));
        assertThat(found.above(MetricCell.step(1), window)).isEqualTo(expected.above(MetricCell.step(1), window));
        assertThat(values(found, window)).isEqualTo(values(expected, window));
        assertThat(found.total(window)).usingRecursiveComparison().isEqualTo(expected.total(window));
    }

    private static List<String> values(MetricSeries series, Window window) {
        List<String> values = new ArrayList<>();
        series.values(window).forEach((step, times) -> values.add(MetricCell.value(step) + ": " + times));
        return values;
    }
}
