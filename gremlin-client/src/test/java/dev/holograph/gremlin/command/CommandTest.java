package dev.holograph.gremlin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.gremlin.command.Io.Mode;
import dev.holograph.gremlin.command.Memory.Unit;
import dev.holograph.gremlin.command.ProcessKiller.Pick;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public class CommandTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Traffic SOME = Traffic.all()
            .withHostname("example.com")
            .withRemotePorts("8000-8999")
            .withLocalPorts("80")
            .withAddress("10.0.0.0/8")
            .onDevice("eth0")
            .of(Protocol.TCP);

    public static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(
                        new Latency(MINUTE, Duration.ofMillis(250), Traffic.all()),
                        "latency -l 60 -m 250 -h ^api.gremlin.com -p ^53"),
                Arguments.of(
                        new Latency(MINUTE, Duration.ofMillis(250), SOME),
                        "latency -l 60 -m 250 -h ^api.gremlin.com,example.com -p ^53,8000-8999 -s 80 -i 10.0.0.0/8 -d eth0"
                                + " -P TCP"),
                Arguments.of(
                        new PacketLoss(MINUTE, 5, false, Traffic.all()),
                        "packet_loss -l 60 -r 5 -h ^api.gremlin.com -p ^53"),
                Arguments.of(
                        new PacketLoss(MINUTE, 5, true, Traffic.all()),
                        "packet_loss -l 60 -r 5 -c -h ^api.gremlin.com -p ^53"),
                Arguments.of(
                        new Blackhole(MINUTE, SOME),
                        "blackhole -l 60 -h ^api.gremlin.com,example.com -p ^53,8000-8999 -n 80 -i 10.0.0.0/8 -d eth0 -P"
                                + " TCP"),
                Arguments.of(new Dns(MINUTE), "dns -l 60"),
                Arguments.of(
                        new Dns(MINUTE, List.of("10.0.0.2", "^::1"), "eth0", Protocol.UDP),
                        "dns -l 60 -i 10.0.0.2,^::1 -d eth0 -P UDP"),
                Arguments.of(new Cpu(MINUTE, 2, 80), "cpu -l 60 -p 80 -c 2"),
                Arguments.of(new Cpu(MINUTE, null, 80), "cpu -l 60 -p 80 -a"),
                Arguments.of(new Memory(MINUTE, 512, Unit.MEGABYTES), "memory -l 60 -m 512"),
                Arguments.of(new Memory(MINUTE, 2, Unit.GIGABYTES), "memory -l 60 -g 2"),
                Arguments.of(new Memory(MINUTE, 75, Unit.PERCENT), "memory -l 60 -p 75"),
                Arguments.of(new Disk(MINUTE, "/tmp", 1, 4, 90), "disk -l 60 -d /tmp -w 1 -b 4 -p 90"),
                Arguments.of(new Io(MINUTE, "/tmp", Mode.READ_WRITE, 4, 1, 2), "io -l 60 -d /tmp -m rw -s 4 -c 1 -w 2"),
                Arguments.of(new Shutdown(MINUTE, true), "shutdown -d 1 -r"),
                Arguments.of(new Shutdown(Duration.ofMinutes(3), false), "shutdown -d 3"),
                Arguments.of(
                        new ProcessKiller(MINUTE, Duration.ofSeconds(5), "java"), "process_killer -l 60 -i 5 -p java"),
                Arguments.of(
                        new ProcessKiller(
                                MINUTE, Duration.ofSeconds(5), "java", "app", "me", true, true, true, Pick.OLDEST),
                        "process_killer -l 60 -i 5 -p java -g app -u me -e -f -c -o"),
                Arguments.of(new TimeTravel(MINUTE, Duration.ofDays(1), true), "time_travel -l 60 -o 86400 -n"),
                Arguments.of(new TimeTravel(MINUTE, Duration.ofHours(-1), false), "time_travel -l 60 -o -3600"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void flagsAreThoseOfTheAgent(Command command, String line) {
        assertThat(String.join(" ", command.commandLine())).isEqualTo(line);
        assertThat(command.infraType().toLowerCase(java.util.Locale.ROOT).replace(' ', '_'))
                .isEqualTo(command.type());
    }

    static Stream<Arguments> mistakes() {
        Traffic all = Traffic.all();
        Duration second = Duration.ofSeconds(1);
        return Stream.of(
                wrong("whole seconds from 1", () -> new Latency(Duration.ZERO, second, all)),
                wrong("whole seconds from 1", () -> new Blackhole(Duration.ofMillis(1500), all)),
                wrong("31449600", () -> new Dns(Duration.ofDays(365))),
                wrong("whole milliseconds", () -> new Latency(second, Duration.ofNanos(1), all)),
                wrong("whole milliseconds", () -> new Latency(second, Duration.ofNanos(1_500_000), all)),
                wrong("1 to 100", () -> new PacketLoss(second, 0, false, all)),
                wrong("1 to 100", () -> new PacketLoss(second, 101, false, all)),
                wrong("TCP or UDP", () -> new Dns(second, List.of(), null, Protocol.ICMP)),
                wrong("address must look like", () -> new Dns(second, List.of("ns.example"), null, null)),
                wrong("cores must be at least 1", () -> new Cpu(second, 0, 100)),
                wrong("1 to 100", () -> new Cpu(second, 1, 101)),
                wrong("1 to 100", () -> new Memory(second, 101, Unit.PERCENT)),
                wrong("at least 1", () -> new Memory(second, 0, Unit.GIGABYTES)),
                wrong("absolute path", () -> new Disk(second, "tmp", 1, 4, 90)),
                wrong("begin with '-'", () -> new Disk(second, "-r", 1, 4, 90)),
                wrong("workers", () -> new Disk(second, "/tmp", 0, 4, 90)),
                wrong("blockKilobytes", () -> new Disk(second, "/tmp", 1, 0, 90)),
                wrong("blockCount", () -> new Io(second, "/tmp", Mode.READ, 4, 0, 1)),
                wrong("whole minutes", () -> new Shutdown(Duration.ofSeconds(90), false)),
                wrong("whole minutes", () -> new Shutdown(Duration.ZERO, false)),
                wrong("interval", () -> new ProcessKiller(second, Duration.ZERO, "java")),
                wrong("process must not be empty", () -> new ProcessKiller(second, second, " ")),
                wrong("begin with '-'", () -> new ProcessKiller(second, second, "-e")),
                wrong("control characters", () -> new ProcessKiller(second, second, "a\nb")),
                wrong("not 0", () -> new TimeTravel(second, Duration.ZERO, false)),
                wrong("port must look like", () -> all.withRemotePorts("http")),
                wrong("at most 65535", () -> all.withRemotePorts("70000")),
                wrong("at most 65535", () -> all.withLocalPorts("1-99999")),
                wrong("hostname must look like", () -> all.withHostname("a b")),
                wrong("hostname must look like", () -> all.withHostname("-h")),
                wrong("hostname must look like", () -> all.withHostname("a,b")),
                wrong("device must not be empty", () -> all.onDevice("")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void whatTheAgentWouldNotTakeIsRefused(String says, Runnable made) {
        assertThatThrownBy(made::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    /** A new kind of attack is not forgotten here. */
    @Test
    void allKindsAreTested() {
        List<Class<?>> tested = commands()
                .<Class<?>>map(arguments -> arguments.get()[0].getClass())
                .toList();
        assertThat(tested).containsAll(Arrays.asList(Command.class.getPermittedSubclasses()));
    }

    private static Arguments wrong(String says, Runnable made) {
        return Arguments.of(says, made);
    }
}
