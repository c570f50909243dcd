package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultEvidenceTest {

    private static final Evidence SEEN = Evidence.observed("12 chunks were held");
    private static final Evidence DISTURBED = Evidence.disturbed("somebody else acts on it");

    private static Result of(boolean isLookedAt, Evidence... evidence) {
        return new FaultEvidence("slow", true, List.of(evidence), isLookedAt, List.of(), null, false).result();
    }

    @Test
    void aFaultMustBeObservedOrLookedAt() {
        assertThat(of(false, SEEN)).isEqualTo(Result.PASS);
        assertThat(of(true, Evidence.claimed("it says so"))).isEqualTo(Result.PASS);
        assertThat(of(false, Evidence.claimed("it says so"))).isEqualTo(Result.NOT_PROVEN);
    }

    /** What was seen, and what an effect: shows, may be somebody else's doing. */
    @Test
    void nothingMakesUpForSomebodyElseAtWork() {
        assertThat(of(false, SEEN, DISTURBED)).isEqualTo(Result.NOT_PROVEN);
        assertThat(of(true, SEEN, DISTURBED)).isEqualTo(Result.NOT_PROVEN);
    }
}
