package dev.holograph.gremlin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages that an execution goes through, each with how long it lasts. The names are those of the {@code stage} list
 * in the OpenAPI document "Gremlin API" (ExecutionResponse); the usual order is that of an answer of {@code /executions}
 * and of Gremlin's page on experiment stages.
 */
public record Course(List<Leg> legs) {

    /** Longer than any test. */
    static final Duration FOR_EVER = Duration.ofDays(365);

    /** A stage and how long it lasts. */
    public record Leg(Stage stage, Duration lasts) {}

    /** Pending → Distributed → Initializing → Running → TearingDown → Successful, with this pause between them. */
    public static Course usual(Duration each, Duration length) {
        return new Course(List.of(
                new Leg(Stage.PENDING, each),
                new Leg(Stage.DISTRIBUTED, each),
                new Leg(Stage.INITIALIZING, each),
                new Leg(Stage.RUNNING, length),
                new Leg(Stage.TEARING_DOWN, each),
                new Leg(Stage.SUCCESSFUL, FOR_EVER)));
    }

    /** This, but it never gets past one stage. */
    public Course stuckAt(Stage stage) {
        return upTo(stage, new Leg(stage, FOR_EVER));
    }

    /** This, but one stage ends in another, for good. */
    public Course after(Stage stage, Stage end) {
        Duration each = legs.stream()
                .filter(leg -> leg.stage().equals(stage))
                .findFirst()
                .orElseThrow()
                .lasts();
        return upTo(stage, new Leg(stage, each), new Leg(end, FOR_EVER));
    }

    private Course upTo(Stage stage, Leg... rest) {
        List<Leg> kept = new ArrayList<>();
        for (Leg leg : legs) {
            if (leg.stage().equals(stage)) {
                break;
            }
            kept.add(leg);
        }
        kept.addAll(List.of(rest));
        return new Course(kept);
    }
}
