package dev.holograph.gremlin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an attack does to one of its targets.
 *
 * @param target the agent's name, with the container's id where there is one
 * @param history the stages it has been through, in order, as far as Gremlin reports them
 * @param startedAt when it was created, which is before {@link Stage#RUNNING}
 * @param endedAt {@code null} if it has not ended
 * @param output what the agent printed; may be empty
 */
public record Execution(
        String id,
        String target,
        Stage stage,
        Lifecycle lifecycle,
        List<Step> history,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String output) {

    /** A stage and when it began. */
    public record Step(Stage stage, @Nullable Instant at) {}

    public Execution {
        history = List.copyOf(history);
    }

    /** Nothing will happen any more: Gremlin says so, or it has an end. */
    public boolean isFinished() {
        return lifecycle.isFinished() || (lifecycle == Lifecycle.UNKNOWN && endedAt != null);
    }

    /** Whether the fault is, or has been, in force. */
    public boolean hasRun() {
        return stage.equals(Stage.RUNNING) || firstRun().isPresent();
    }

    private Optional<Step> firstRun() {
        return history.stream()
                .filter(step -> step.stage().equals(Stage.RUNNING))
                .findFirst();
    }
}
