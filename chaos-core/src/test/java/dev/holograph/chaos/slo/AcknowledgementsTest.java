package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.slo.Acknowledgements.Write;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

    private static final long NOW = 1_700_000_000_000_000L;

    @Property(tries = 200)
    void whatWasAddedComesBack(@ForAll("writes") List<Write> writes) {
        Acknowledgements kept = kept(writes);
        assertThat(kept).containsExactlyElementsOf(writes);
        assertThat(kept.count()).isEqualTo(writes.size());
        assertThat(kept).isEqualTo(kept(writes)).hasSameHashCodeAs(kept(writes));
    }

    @Property(tries = 200)
    void eachIsThereOnceAtItsFirstTime(@ForAll("writes") List<Write> writes) {
        List<Write> first = new ArrayList<>();
        for (Write write : writes) {
            if (first.stream().noneMatch(one -> one.id().equals(write.id()))) {
                first.add(write);
            }
        }
        assertThat(kept(writes).distinct()).containsExactlyElementsOf(first);
    }

    /** Ids that repeat, share beginnings, or are longer than a block. */
    @Provide
    Arbitrary<List<Write>> writes() {
        Arbitrary<String> ids = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 30).map(number -> "run-1-" + number),
                Arbitraries.strings().withChars("aé€-").ofMaxLength(5),
                Arbitraries.integers().between(65_000, 70_000).map("x"::repeat));
        return Combinators.combine(ids, Arbitraries.longs()).as(Write::new).list();
    }

    @Test
    void aMillionTakeFewBytesAndAreToldApart() {
        Acknowledgements.Builder builder = new Acknowledgements.Builder();
        long before = used();
        for (int i = 0; i < 1_000_000; i++) {
            builder.add("latency-20261125-130533-ab12-" + i, NOW + 1_000L * i);
        }
        Acknowledgements million = builder.build();
        long bytes = used() - before;
        System.out.println("1,000,000 acknowledged writes take " + bytes / 1_000_000 + " MB");
        assertThat(bytes).isLessThan(20_000_000);
        assertThat(million.distinct()).isSameAs(million);
        assertThat(million.during(new Window(NOW, NOW + 250_000_000))).isEqualTo(250_000);

        builder.add("latency-20261125-130533-ab12-17", NOW + 2_000_000_000L);
        builder.add("latency-20261125-130533-ab12-999999", NOW + 2_000_000_000L);
        assertThat(builder.build().count()).isEqualTo(1_000_002);
        assertThat(builder.build().distinct()).isEqualTo(million);
        assertThat(million.count()).isEqualTo(1_000_000);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void someAreTakenByTheirNumbers() {
        Acknowledgements ten =
                Writes.of(IntStream.range(0, 10).mapToObj(i -> "w" + i).toList());
        BitSet numbers = new BitSet();
        numbers.set(0);
        numbers.set(7, 9);
        assertThat(Writes.ids(ten.only(numbers))).containsExactly("w0", "w7", "w8");
        assertThat(ten.only(new BitSet())).isEqualTo(Acknowledgements.none());
        assertThat(ten.ids(2)).containsExactly("w0", "w1");
    }

    @Test
    void theOrderAndTheTimesMatter() {
        assertThat(Writes.of("a", "b")).isNotEqualTo(Writes.of("b", "a")).isNotEqualTo(Writes.of("a"));
        assertThat(new Acknowledgements.Builder().add("a", 1).build()).isNotEqualTo(Writes.of("a"));
    }

    @Test
    void afterTheLastThereIsNone() {
        Iterator<Write> one = Writes.of("a").iterator();
        one.next();
        assertThatThrownBy(one::next).isInstanceOf(NoSuchElementException.class);
    }

    private static Acknowledgements kept(List<Write> writes) {
        Acknowledgements.Builder builder = new Acknowledgements.Builder();
        writes.forEach(write -> builder.add(write.id(), write.at()));
        return builder.build();
    }
}
