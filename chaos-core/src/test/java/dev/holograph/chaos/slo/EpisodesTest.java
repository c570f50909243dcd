package dev.holograph.chaos.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Samples.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recovery from several faults, looked for in windows of 10 s; the load ends at 95 s. */
class EpisodesTest {

    private static final Answer OK = Answer.ok(20);

    private static Observations run(String slo) {
        return new Observations(Scenarios.scenario().slo(slo).build());
    }

    private static Observations sick(Observations run, double... fromTo) {
        double from = 0;
        for (int i = 0; i < fromTo.length; i += 2) {
            run.steady(from, fromTo[i], 100, OK).steady(fromTo[i], fromTo[i + 1], 100, Answer.failed());
            from = fromTo[i + 1];
        }
        return run.steady(from, 95, 100, OK);
    }

    private static Finding recovery(Observations run) {
        return run.judge().findings().stream()
                .filter(finding -> finding.subject().startsWith("recovery_time"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLaterFaultIsNotHeldAgainstTheRecoveryFromAnEarlierOne() {
        Finding found = recovery(sick(run("recovery_time < 8s"), 25, 33, 60, 63)
                .lasting(25, 25, 30, 30)
                .lasting(60, 60, 61, 61));
        assertThat(found.result()).as("%s", found).isEqualTo(Result.PASS);
        assertThat(found.measured()).isEqualTo("3s");
        assertThat(found.sentence())
                .isEqualTo("recovery_time < 8s: the system was healthy again after 3s (after fault0);"
                        + " each: after fault0 3s, after fault1 2s");
    }

    @Test
    void theSlowestDecidesWhicheverItIs() {
        Finding found = recovery(sick(run("recovery_time < 8s"), 25, 40, 60, 63)
                .lasting(25, 25, 30, 30)
                .lasting(60, 60, 61, 61));
        assertThat(found.result()).as("%s", found).isEqualTo(Result.BREACH);
        assertThat(found.sentence())
                .startsWith("recovery_time < 8s: the system was healthy again after 10s, wanted < 8s (after fault0)");
        found = recovery(sick(run("recovery_time < 8s"), 25, 33, 60, 71)
                .lasting(25, 25, 30, 30)
                .lasting(60, 60, 61, 61));
        assertThat(found.result()).as("%s", found).isEqualTo(Result.BREACH);
        assertThat(found.sentence()).contains("after 10s, wanted < 8s (after fault1)");
    }

    @Test
    void aSystemThatIsStillSickWhenTheNextFaultComesFailsThoughItIsHealthyInTheEnd() {
        Observations run =
                sick(run("recovery_time < 15s"), 25, 63).lasting(25, 25, 30, 30).lasting(60, 60, 61, 61);
        Finding found = recovery(run);
        assertThat(found.result()).as("%s", found).isEqualTo(Result.BREACH);
        assertThat(found.measured()).isEqualTo("not before the next fault");
        assertThat(found.sentence())
                .contains("the system was not healthy again within 30s, when the next fault came, wanted < 15s");
        assertThat(Evaluation.of(run.observed()).objectives())
                .filteredOn(one -> one.objective().name().startsWith("recovery_time"))
                .as("a recovery that did not come has no value")
                .allMatch(one -> one.value() == null);
    }

    /** 12 s of rest show a recovery within 2 s, or that it took longer; not that it would not have come within 8 s. */
    @ParameterizedTest
    @CsvSource({"30, PASS", "31.5, PASS", "36, NOT_PROVEN", "42, NOT_PROVEN"})
    void aRestThatIsTooShortForTheBoundProvesNothingIfTheSystemIsSickInIt(double until, Result expected) {
        Finding found = recovery(sick(run("recovery_time < 8s"), 25, until)
                .lasting(25, 25, 30, 30)
                .lasting(42, 42, 43, 43));
        assertThat(found.result()).as("%s", found).isEqualTo(expected);
        if (expected == Result.NOT_PROVEN) {
            assertThat(found.sentence()).contains("there was too little time to decide");
        }
    }

    @Test
    void whatTheRestShowsToBeTooLateIsABreachHoweverShortItIs() {
        Finding found = recovery(
                sick(run("recovery_time < 2s"), 25, 37).lasting(25, 25, 30, 30).lasting(42, 42, 43, 43));
        assertThat(found.result()).as("%s", found).isEqualTo(Result.BREACH);
    }

    @Test
    void aConfirmationThatComesAFractionOfASecondLateSavesNobody() {
        Finding found = recovery(sick(run("recovery_time <= 20s"), 25, 63)
                .lasting(25, 25, 30, 30.7)
                .lasting(60.2, 60.2, 61, 61));
        assertThat(found.result()).as("%s", found).isEqualTo(Result.BREACH);
    }

    @ParameterizedTest
    @CsvSource({"39.9, 0ms", "40.1, 'not before the next fault'"})
    void faultsWithoutARestThatCouldShowARecoveryAreOne(double second, String measured) {
        Finding found = recovery(sick(run("recovery_time < 8s"), 25, second + 1)
                .lasting(25, 25, 30, 30)
                .lasting(second, second, second + 1, second + 1));
        assertThat(found.measured()).isEqualTo(measured);
        assertThat(found.sentence().contains("each:")).isEqualTo(second > 40);
    }

    @Test
    void aFaultWithinAnotherIsNoEndOfIt() {
        Finding found = recovery(sick(run("recovery_time < 8s"), 25, 62)
                .instant("kill", 27, 27.1)
                .lasting(26, 26, 55, 60));
        assertThat(found.measured()).isEqualTo("7s");
        assertThat(found.result()).as("%s", found).isEqualTo(Result.PASS);
    }

    @Test
    void aFaultThatIsRepeatedIsRecoveredFromEachTime() {
        Finding found = recovery(sick(run("recovery_time < 8s"), 25, 26, 45, 50, 65, 66)
                .instant("kill", 25, 25)
                .instant("kill", 45, 45)
                .instant("kill", 65, 65));
        assertThat(found.result()).as("%s", found).isEqualTo(Result.PASS);
        assertThat(found.measured()).isEqualTo("5s");
        assertThat(found.sentence())
                .contains("(after kill (2 of 3)); each: after kill (1 of 3) 1s, after kill (2 of 3) 5s,");
    }

    @Test
    void theReportHasARowForEachEpisode() {
        RunObservations run = sick(run("recovery_time < 15s"), 25, 33, 60, 63)
                .lasting(25, 25, 30, 30.5)
                .instant("kill", 60, 60)
                .instant("kill", 62, 62)
                .observed();
        List<EpisodeRecovery> recoveries = Evaluation.of(run).recoveries();
        assertThat(recoveries)
                .extracting(RecoveryFormatter::faults, RecoveryFormatter::took, EpisodeRecovery::isLast)
                .containsExactly(tuple("fault0", "3s", false), tuple("kill (1 of 2) and kill (2 of 2)", "1s", true));
        assertThat(recoveries.get(0).until()).isEqualTo(Samples.at(60));
    }
}
