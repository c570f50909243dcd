package dev.holograph.chaos.adapters.load.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.data.Expectation;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.ExpectedAnswer;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class EmbeddedEngineTest {

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(LoadEngineProvider.class))
                .extracting(LoadEngineProvider::name)
                .contains("embedded");
    }

    @Test
    void saysItsVersion() throws Exception {
        try (Loads loads = new Loads()) {
            assertThat(loads.engine().name()).isEqualTo("embedded");
            assertThat(loads.engine().version()).matches("\\d+\\.\\d+.*");
        }
    }

    @Test
    void takesAsManyConnectionsAsAMuteSystemWouldHold() {
        assertThat(connections(0, new ArrivalModel.Open(100, 1))).isEqualTo(200);
        assertThat(connections(0, new ArrivalModel.Open(0.1, 1))).isEqualTo(1);
        assertThat(connections(0, new ArrivalModel.Open(50_000, 1))).isEqualTo(EmbeddedEngine.MOST_CONNECTIONS);
        assertThat(connections(0, new ArrivalModel.Closed(7, Duration.ZERO))).isEqualTo(7);
        assertThat(connections(3, new ArrivalModel.Open(100, 1))).isEqualTo(3);
    }

    private static int connections(int max, ArrivalModel arrivals) {
        Profile.Http profile = new Profile.Http("system", "GET", "/", Map.of(), null, "2xx", null, max);
        return EmbeddedEngine.connections(
                profile,
                new Load("load", profile, arrivals, Duration.ofSeconds(2), null, new Location("test.yaml", 1, 1)));
    }

    @Test
    void idsComeBackAsTheirNumbersAndOthersDoNot() throws Exception {
        Ids ids = Ids.of("run-7", "orders");
        assertThat(ids.id(12)).isEqualTo("run-7-orders-12");
        assertThat(ids.number("run-7-orders-12")).isEqualTo(12);
        assertThat(ids.number("run-7-orders-")).isEqualTo(-1);
        assertThat(ids.number("run-7-orders-1x")).isEqualTo(-1);
        assertThat(ids.number("run-8-orders-12")).isEqualTo(-1);
        assertThat(ids.number("run-7-orders-99999999999999999999")).isEqualTo(-1);
        assertThatThrownBy(() -> Ids.of("run-7", "two words"))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("give the load a plain, shorter name");
        assertThatThrownBy(() -> Ids.of("run-7", "x".repeat(50))).isInstanceOf(DriverException.class);
    }

    @Test
    void expectsACodeOrAClass() throws Exception {
        Expectation expected = Expectation.of(new ExpectedAnswer(List.of("2xx", "404"), Map.of()));
        assertThat(List.of(200, 299, 404)).allMatch(expected::isMetBy);
        assertThat(List.of(199, 300, 403, 405)).noneMatch(expected::isMetBy);
        assertThatThrownBy(() -> Expectation.of(ExpectedAnswer.status("2x")))
                .hasMessageContaining("write a code such as 201 or 2xx");
    }

    @Test
    void readsTheIdOfAnAnswer() throws Exception {
        assertThat(AnswerId.at("/ack").in("{\"ack\":\"a\"}")).isEqualTo("a");
        assertThat(AnswerId.at("/data/0/id").in("{\"data\":[{\"id\":17}]}")).isEqualTo("17");
        assertThat(AnswerId.at("/ack").in("{\"ack\":null}")).isNull();
        for (String none : List.of("\"\"", "{}", "[]", "true", "false")) {
            assertThat(AnswerId.at("/ack").in("{\"ack\":" + none + "}"))
                    .as(none)
                    .isNull();
        }
        assertThat(AnswerId.at("/ack").in("[]")).isNull();
        assertThat(AnswerId.at("/ack").in("\"text\"")).isNull();
        assertThat(AnswerId.at("/ack").in("<html>")).isNull();
        assertThat(AnswerId.at("/ack").in("")).isNull();
        assertThatThrownBy(() -> AnswerId.at("ack")).hasMessageContaining("is no JSON pointer");
    }
}
