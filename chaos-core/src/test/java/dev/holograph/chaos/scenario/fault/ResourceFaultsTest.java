package dev.holograph.chaos.scenario.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Quantity;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceFaultsTest {

    private static final Quantity HALF = Quantity.ratio(0.5);

    static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong("load must be more than 0%", () -> new Cpu(Quantity.ratio(0), "all")),
                wrong("load must be more than 0% and at most 100%", () -> new Cpu(Quantity.ratio(1.5), "all")),
                wrong("cores must be a number from 1 or all", () -> new Cpu(HALF, "0")),
                wrong("cores must be a number from 1 or all", () -> new Cpu(HALF, "some")),
                wrong("amount must be a share such as 75% or a size such as 512MB", () -> new Memory("5s")),
                wrong("amount must be a share", () -> new Memory("0MB")),
                wrong("amount must be a share", () -> new Memory("512")),
                wrong("at most 100%", () -> new Memory("101%")),
                wrong("is no quantity", () -> new Memory("much")),
                wrong("directory must be an absolute path", () -> new Disk("tmp", HALF)),
                wrong("fill must be more than 0%", () -> new Disk("/tmp", Quantity.ratio(0))),
                wrong("directory must be an absolute path", () -> new Io("", Io.Mode.READ, 1)),
                wrong("workers must be at least 1", () -> new Io("/tmp", Io.Mode.READ, 0)),
                wrong("pods must be a number from 1", () -> new Shutdown("0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void whatCannotBeIsRefused(String says, Runnable made) {
        assertThatThrownBy(made::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    @Test
    void memoryIsAShareOrASize() {
        assertThat(new Memory("75%").quantity()).isEqualTo(new Quantity(0.75, Dimension.RATIO));
        assertThat(new Memory("512MB").quantity()).isEqualTo(new Quantity(512e6, Dimension.SIZE));
    }

    private static Arguments wrong(String says, Runnable made) {
        return Arguments.of(says, made);
    }
}
