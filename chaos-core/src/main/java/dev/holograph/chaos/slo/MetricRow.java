package dev.holograph.chaos.slo;

import java.util.SortedMap;

/**
 * What a metric's samples within one tenth of a second come to.
 *
 * @param metric as it is written in an objective
 * @param start microseconds since the epoch
 * @param notZero how many samples are not 0
 * @param reaching how many samples are at or above each bound, exactly
 * @param values how many samples are near each value: at it, or less than one part in 2,000 further from zero
 */
public record MetricRow(
        String metric,
        long start,
        long samples,
        long notZero,
        double sum,
        double min,
        double max,
        SortedMap<Double, Long> reaching,
        SortedMap<Double, Long> values) {}
