package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterLoadCheckTest {

    private static final Location LOAD = new Location("scenarios/a.yaml", 3, 3);
    private static final Location PLACE = new Location("environments/staging.yaml", 9, 3);
    private static final Profile FRAMES = new Profile.WebSocket("shop", "/ws", "{id}", "/id", 0);
    private static final Profile ORDERS = new Profile.Http("shop", "GET", "/orders", Map.of(), null, "2xx", null, 0);

    private static Optional<String> check(String driver, Profile profile, ArrivalModel arrivals, TargetSpec target) {
        Environment environment = new Environment(
                "staging",
                "environments/staging.yaml",
                "Staging",
                List.of(),
                Map.of("shop", target),
                Map.of(),
                new Environment.DriverChoice(driver, PLACE),
                null,
                List.of(),
                Map.of(),
                new LoadRunners("load-test", 4, "grafana/k6:2.2.0", null, "IfNotPresent", "1", "1Gi", false, PLACE));
        Load load = new Load("load", profile, arrivals, Duration.ofSeconds(5), null, LOAD);
        return ClusterLoadCheck.violation(load, target, environment).map(Violation::message);
    }

    private static Optional<String> split(Profile profile, ArrivalModel arrivals) {
        return check(LoadRunners.ENGINE, profile, arrivals, at("http://shop.example"));
    }

    private static TargetSpec at(String url) {
        return new TargetSpec("shop", null, false, url, PLACE);
    }

    @Test
    void usersAndConnectionsAreSplitEvenly() {
        assertThat(split(FRAMES, new ArrivalModel.Open(100, 12))).isEmpty();
        assertThat(split(FRAMES, new ArrivalModel.Open(100, 10)))
                .contains("scenarios/a.yaml:3:3: 10 connections cannot be split evenly over 4 runners"
                        + " (environments/staging.yaml:9:3); write connections: 12, or another number of runners");
        assertThat(split(ORDERS, new ArrivalModel.Closed(3, Duration.ZERO)))
                .contains("scenarios/a.yaml:3:3: 3 users cannot be split evenly over 4 runners"
                        + " (environments/staging.yaml:9:3); write users: 4, or another number of runners");
        assertThat(split(ORDERS, new ArrivalModel.Open(101, 1)))
                .as("of requests by HTTP each runner has as many workers")
                .isEmpty();
    }

    @Test
    void podsReachNothingOnThisMachine() {
        ArrivalModel open = new ArrivalModel.Open(100, 4);
        for (TargetSpec here : List.of(
                at("http://localhost:8080"),
                new TargetSpec("shop", "shop", false, null, PLACE),
                new TargetSpec("shop", null, true, "http://shop.example", PLACE))) {
            assertThat(check(LoadRunners.ENGINE, ORDERS, open, here))
                    .hasValueSatisfying(message -> assertThat(message).contains("where no pod comes"));
            assertThat(check("k6", ORDERS, open, here)).isEmpty();
        }
    }
}
