package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestMixTest {

    @Test
    void oneKindIsEveryRequest() {
        RequestMix one = RequestMix.of(List.of(7));

        assertThat(one.kind(0)).isZero();
        assertThat(one.kind(123_456_789)).isZero();
    }

    /** What feasibility and certain breaches count on. */
    @Property(tries = 200)
    void everyStretchHoldsTheShareOfEachKindButForAFew(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 100) Integer> weights,
            @ForAll @IntRange(max = 1_000_000) int start) {
        RequestMix mix = RequestMix.of(weights);
        double all = weights.stream().mapToInt(Integer::intValue).sum();
        int[] found = new int[weights.size()];
        for (int length = 1; length <= 5_000; length++) {
            found[mix.kind(start + length - 1)]++;
            for (int kind = 0; kind < found.length; kind++) {
                double share = length * weights.get(kind) / all;
                assertThat(found[kind])
                        .as("kind %s of %s, %s requests from %s", kind, weights, length, start)
                        .isBetween((int) (share - RequestMix.ASTRAY), (int) (share + RequestMix.ASTRAY));
            }
        }
    }

    /** Where each user or connection makes every tenth request, each still makes all kinds. */
    @Test
    void everyConnectionMakesAllKinds() {
        RequestMix mix = RequestMix.of(List.of(6, 3, 1));
        for (int connections = 1; connections <= 100; connections++) {
            for (int own = 0; own < connections; own++) {
                boolean[] made = new boolean[3];
                for (long number = own; number < 300L * connections; number += connections) {
                    made[mix.kind(number)] = true;
                }
                assertThat(made).as("of %s", connections).containsOnly(true);
            }
        }
    }
}
