package dev.holograph.chaos.adapters.load.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.slo.FailureReason.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final long TIMEOUT = 1_000_000;

    private final Recording recording = new Recording();
    private long now;
    private final Requests requests = new Requests(recording, new WallClock(0, 0), () -> now, TIMEOUT);

    private static Request.Carrier carrier() {
        return late -> {};
    }

    private Recording.Told only() {
        assertThat(recording.outcomes()).hasSize(1);
        return recording.outcomes().get(0);
    }

    @Test
    void latencyCountsFromTheDueTime() {
        Request request = requests.due(100_000, 0);
        now = 700_000;
        requests.answered(request);

        assertThat(only()).isEqualTo(new Recording.Told(100, Outcome.OK, 600));
    }

    @Test
    void anAnswerAtTheTimeOutIsTooLateEvenIfNobodyHasLooked() {
        Request request = requests.due(0, 0);
        request.carrier = carrier();
        now = TIMEOUT;
        requests.answered(request);

        assertThat(only().outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void aConnectionLostAfterTheTimeOutIsATimeOut() {
        Request request = requests.due(0, 0);
        request.carrier = carrier();
        now = TIMEOUT;
        requests.lost(request, Failure.of(Kind.RESET));

        assertThat(only().outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void whatWasSentTimesOutAndWhatWasNotIsUnsent() {
        List<Request> gaveUp = new ArrayList<>();
        Request sent = requests.due(0, 0);
        sent.carrier = gaveUp::add;
        requests.due(1_000, 0);
        requests.due(900_000, 0);
        now = TIMEOUT + 1_000;
        requests.giveUpOverdue();

        assertThat(recording.outcomes())
                .extracting(Recording.Told::outcome)
                .containsExactly(Outcome.TIMED_OUT, Outcome.UNSENT);
        assertThat(gaveUp).containsExactly(sent);
        assertThat(requests.noneOpen()).isFalse();
    }

    /** Whatever happens in whatever order, and however often: one outcome. */
    @Property(tries = 50)
    void eachHasOneOutcome(@ForAll Random random) {
        List<Request> made = new ArrayList<>(List.of(requests.due(now, 0)));
        for (int step = 0; step < 500; step++) {
            now += random.nextInt(50_000);
            Request some = made.get(random.nextInt(made.size()));
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    now += 1_000; // one in each microsecond, so that the recording tells them apart
                    made.add(requests.due(now, 0));
                }
                case 2 -> some.carrier = carrier();
                case 3 -> {
                    if (random.nextBoolean()) {
                        requests.answered(some);
                    } else {
                        requests.refused(some, Failure.of(Kind.WRONG_ID));
                    }
                }
                case 4 -> requests.lost(some, Failure.of(Kind.CLOSED));
                default -> requests.giveUpOverdue();
            }
        }
        now += TIMEOUT;
        requests.giveUpOverdue();

        assertThat(requests.noneOpen()).isTrue();
        recording.hasOneOutcomeForEachOf(recording.dues().size());
    }
}
