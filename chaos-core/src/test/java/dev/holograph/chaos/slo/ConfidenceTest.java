package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceTest {

    /** From the tables of Student's distribution. */
    @ParameterizedTest
    @CsvSource({"3, 3.182", "5, 2.571", "10, 2.228", "20, 2.086", "59, 2.001"})
    void studentsQuantile(double degrees, double expected) {
        assertThat(Confidence.t(degrees)).isCloseTo(expected, within(0.01 * expected));
    }

    /** By adding up the binomial distribution from one end, without any shortcut. */
    @ParameterizedTest
    @CsvSource({"100, 0.5", "59, 0.95", "400, 0.95", "368, 0.99", "2000, 0.99", "3000, 0.1", "300, 0.01"})
    void ranksAreThoseOfTheDefinition(int samples, double quantile) {
        Interval ranks = Confidence.ranks(quantile, samples + 0.7);

        int low = 0;
        while (below(low + 1, samples, quantile) <= 0.025) {
            low++;
        }
        int high = samples + 1;
        while (1 - below(high - 1, samples, quantile) <= 0.025) {
            high--;
        }
        assertThat(ranks.low() * samples).isCloseTo(low, within(1e-6));
        assertThat(ranks.high() * samples).isCloseTo(high, within(1e-6));
    }

    /** The known ranks of the median of 100. */
    @Test
    void theMedianOfAHundredLiesBetweenThe40thAndThe61st() {
        assertThat(Confidence.ranks(0.5, 100)).isEqualTo(new Interval(0.40, 0.61));
    }

    @Test
    void manySamplesAreApproximatedWithoutAStep() {
        Interval few = Confidence.ranks(0.95, 39_000);
        Interval many = Confidence.ranks(0.95, 41_000);
        assertThat(many.high() - many.low())
                .isCloseTo((few.high() - few.low()) * Math.sqrt(39.0 / 41), within(0.00008));
    }

    private static double below(int limit, int samples, double quantile) {
        double sum = 0;
        double log = samples * Math.log(1 - quantile);
        for (int i = 0; i < limit; i++) {
            sum += Math.exp(log);
            log += Math.log((double) (samples - i) / (i + 1)) + Math.log(quantile / (1 - quantile));
        }
        return sum;
    }
}
