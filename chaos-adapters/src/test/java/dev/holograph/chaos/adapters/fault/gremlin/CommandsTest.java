package dev.holograph.chaos.adapters.fault.gremlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.fault.Cpu;
import dev.holograph.chaos.scenario.fault.Disk;
import dev.holograph.chaos.scenario.fault.Dns;
import dev.holograph.chaos.scenario.fault.Io;
import dev.holograph.chaos.scenario.fault.Latency;
import dev.holograph.chaos.scenario.fault.Latency.Distribution;
import dev.holograph.chaos.scenario.fault.Memory;
import dev.holograph.chaos.scenario.fault.PacketLoss;
import dev.holograph.chaos.scenario.fault.Partition;
import dev.holograph.chaos.scenario.fault.ProcessKill;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {

    private GremlinLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new GremlinLab();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(latency("250ms", "0s", Direction.RESPONSES), "latency -l 90 -m 250 "),
                Arguments.of(new PacketLoss(Quantity.parse("7%"), Direction.RESPONSES), "packet_loss -l 90 -r 7 "),
                Arguments.of(new Partition(Direction.BOTH), "blackhole -l 90 -h ^api.gremlin.com -p ^53"),
                Arguments.of(new Dns(), "dns -l 90"),
                Arguments.of(new Cpu(Quantity.parse("80%"), "all"), "cpu -l 90 -p 80 -a"),
                Arguments.of(new Cpu(Quantity.parse("100%"), "2"), "cpu -l 90 -p 100 -c 2"),
                Arguments.of(new Memory("75%"), "memory -l 90 -p 75"),
                Arguments.of(new Memory("512MB"), "memory -l 90 -m 512"),
                Arguments.of(new Memory("2GB"), "memory -l 90 -m 2000"),
                Arguments.of(new Disk("/data", Quantity.parse("90%")), "disk -l 90 -d /data -w 1 -b 4 -p 90"),
                Arguments.of(new ProcessKill("java", Duration.ofSeconds(5)), "process_killer -l 90 -i 5 -p java -e"),
                Arguments.of(new Io("/data", Io.Mode.READ_WRITE, 2), "io -l 90 -d /data -m rw -s 4 -c 1 -w 2"),
                Arguments.of(new Io("/data", Io.Mode.READ, 1), "io -l 90 -d /data -m r -s 4 -c 1 -w 1"),
                Arguments.of(new Io("/data", Io.Mode.WRITE, 1), "io -l 90 -d /data -m w -s 4 -c 1 -w 1"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("commands")
    void aFaultIsThisAttack(Fault fault, String command) {
        assertThat(lab.prepare(fault).description()).contains("(" + command);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(latency("2s", "100ms", Direction.RESPONSES), "cannot honour jitter; leave it out"),
                Arguments.of(latency("2s", "0s", Direction.BOTH), "write direction: responses"),
                Arguments.of(latency("2s", "0s", Direction.REQUESTS), "cannot honour direction: requests"),
                Arguments.of(latency("500us", "0s", Direction.RESPONSES), "whole milliseconds"),
                Arguments.of(new PacketLoss(Quantity.parse("5%"), Direction.BOTH), "write direction: responses"),
                Arguments.of(new PacketLoss(Quantity.parse("0.5%"), Direction.RESPONSES), "whole percents"),
                Arguments.of(new PacketLoss(Quantity.parse("2.5%"), Direction.RESPONSES), "cannot honour loss: 2.5%"),
                Arguments.of(new Partition(Direction.REQUESTS), "write direction: both"),
                Arguments.of(new Memory("512MiB"), "whole megabytes such as 512MB"),
                Arguments.of(new Memory("0.5%"), "whole percents"),
                Arguments.of(new Cpu(Quantity.parse("0.1%"), "all"), "cannot honour load"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void whatGremlinCannotHonourIsRefused(Fault fault, String says) {
        assertThatThrownBy(() -> lab.prepare(fault))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    private static Latency latency(String delay, String jitter, Direction direction) {
        Duration time = Quantity.parseDuration(delay);
        return new Latency(time, Quantity.parseDuration(jitter), Distribution.UNIFORM, direction);
    }
}
