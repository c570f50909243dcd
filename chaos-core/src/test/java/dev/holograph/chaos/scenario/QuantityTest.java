package dev.holograph.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "250ms, 250, TIME",
        "2s, 2000, TIME",
        "1m30s, 90000, TIME",
        "1h, 3600000, TIME",
        "1.5s, 1500, TIME",
        "500us, 0.5, TIME",
        "500µs, 0.5, TIME",
        "5%, 0.05, RATIO",
        "0.5 %, 0.005, RATIO",
        "100/s, 100, RATE",
        "30/m, 0.5, RATE",
        "7200 / h, 2, RATE",
        "64KiB, 65536, SIZE",
        "10MB, 10000000, SIZE",
        "500 B, 500, SIZE",
        "0, 0, COUNT",
        "17, 17, COUNT",
    })
    void isReadWithItsUnit(String text, double value, Dimension dimension) {
        Quantity read = Quantity.parse(" " + text + " ");
        assertThat(read.dimension()).isEqualTo(dimension);
        assertThat(read.value()).isCloseTo(value, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ms", "-5s", "5 s 3", "1,5s", "5S", "10 apples", "NaN", "1e3ms", "5%%", "/s", "٣s"})
    void isRefusedWithWhatMayStandThere(String text) {
        assertThatThrownBy(() -> Quantity.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("250ms, 1m30s, 5%, 100/s, 64KiB");
    }

    @Test
    void aNumberWithoutItsUnitIsToldSo() {
        assertThatThrownBy(() -> Quantity.parseDuration("250"))
                .hasMessage("'250' has no unit; write a time such as 250ms, 2s or 1m30s");
    }

    @Test
    void anotherUnitIsToldSo() {
        assertThatThrownBy(() -> Quantity.parse("5%", Dimension.TIME))
                .hasMessage("'5%' is a share; write a time such as 250ms, 2s or 1m30s");
        assertThatThrownBy(() -> Quantity.parse("5s", Dimension.COUNT))
                .hasMessage("'5s' is a time; write a number without a unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999h", "9000h", "366h8760h"})
    void aTimeThatNoRunLastsIsRefused(String text) {
        assertThatThrownBy(() -> Quantity.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is too long; a time is at most a year (8760h)");
    }

    @Test
    void aNumberThatNoComputerHoldsIsRefused() {
        String text = "9".repeat(400);
        for (String unit : new String[] {"", "%", "/s", "KiB", "ms"}) {
            assertThatThrownBy(() -> Quantity.parse(text + unit)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void everyWholeTimeSurvivesBeingWrittenAndRead(@ForAll @LongRange(min = 0, max = 999) long millis) {
        Quantity time = Quantity.time(Duration.ofMillis(millis));
        assertThat(Quantity.parse(time.toString()).toDuration()).isEqualTo(Duration.ofMillis(millis));
    }

    @Property
    void everyWholeSecondSurvivesBeingWrittenAndRead(@ForAll @LongRange(min = 0, max = 8760 * 3600) long seconds) {
        Quantity time = Quantity.time(Duration.ofSeconds(seconds));
        assertThat(Quantity.parse(time.toString()).toDuration()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "0.3ms, 0.3ms",
        "12.346ms, 12.35ms",
        "1500ms, 1.5s",
        "60s, 1m",
        "61s, 1m1s",
        "0.05%, 0.05%",
        "33.333%, 33.33%",
        "100/s, 100/s",
        "64KiB, 64KiB",
        "3MiB, 3MiB",
        "1000B, 1000B",
        "0%, 0%",
    })
    void isToldAsAPersonWouldWriteIt(String text, String told) {
        assertThat(Quantity.parse(text)).hasToString(told);
    }

    /** What a script measured may be as great as a number can be. */
    @Test
    void aNumberThatNobodyReadsIsShort() {
        assertThat(new Quantity(Double.MAX_VALUE, Dimension.COUNT)).hasToString("1.80e+308");
        assertThat(new Quantity(Double.MAX_VALUE, Dimension.TIME)).hasToString("1.80e+305s");
    }

    @Test
    void onlyATimeIsADuration() {
        assertThatThrownBy(() -> Quantity.count(3).toDuration()).isInstanceOf(IllegalStateException.class);
    }
}
