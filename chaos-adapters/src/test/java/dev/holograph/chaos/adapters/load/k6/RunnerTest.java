package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.Recording;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one runner is as a witness, by logs as its sidecar writes them. */
class RunnerTest {

    private static final long START = 1_755_781_200_000_000L;
    private static final RunnerClock EXACT = new RunnerClock(0, 2_000);

    @TempDir
    private Path folder;

    private final Recording recording = new Recording();
    private Runner runner;

    @BeforeEach
    void make() {
        runner = runner(recording);
    }

    private Runner runner(Recording into) {
        Runner made = new Runner(2, 4, into, new Loads(folder).neverSent(), false);
        made.seen(new RunnerPod(pod(0, "Completed", null)));
        return made;
    }

    private static Pod pod(int exitCode, String reason, String podReason) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("load-2-abcde")
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-7")
                .endSpec()
                .withNewStatus()
                .withReason(podReason)
                .withMessage(podReason == null ? null : "The node was low on resource: memory.")
                .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName(TestRunSpec.K6)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static final class Log {

        private final StringBuilder text = new StringBuilder();
        private int number;
        private int due;

        Log() {
            line("metric_name,timestamp,metric_value,scenario,extra_tags,metadata");
        }

        Log line(String line) {
            text.append(++number).append(' ').append(line).append('\n');
            return this;
        }

        /** Ten requests a second, each made so much after it was due. */
        Log requests(long from, int seconds, long lateMicros) {
            for (long at = from; at < from + seconds * 1_000_000L; at += 100_000) {
                String metadata = "due=" + at / 1000 + ".000";
                line("chaos_due," + (at + lateMicros) + ",1.000000,chaos,," + metadata);
                line("chaos_failed," + (at + lateMicros + 5_000) + ",0.000000,chaos,," + metadata + "&outcome=ok");
                due++;
            }
            return this;
        }

        Log end() {
            line("end");
            return line("summary {\"metrics\":{\"chaos_due\":{\"count\":" + due
                    + "},\"chaos_failed\":{\"passes\":0,\"fails\":" + due + "}}}");
        }

        void into(Runner runner) throws Exception {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            runner.take(bytes, bytes.length);
        }
    }

    private Optional<String> problem(RunnerClock clock, Log log) throws Exception {
        runner.observe(clock);
        log.into(runner);
        return runner.problem(START, false);
    }

    @Test
    void oneThatDidItsPartIsAWitness() throws Exception {
        assertThat(problem(EXACT, new Log().requests(START, 10, 3_000).end())).isEmpty();
        assertThat(runner.note(START))
                .isEqualTo(
                        "runner 2 of 4, pod load-2-abcde on node-7: 100 requests, 100 outcomes, 0 acknowledgements; it"
                                + " began 0 ms after the first; its clock is 0.0 ms ahead, give or take 2.0 ms");
    }

    /** k6 ends well when it is told to, long before its time, and its exit code goes with the pod. */
    @Test
    void oneWhosePodIsGoneIsNoneWhateverItsLogSays() throws Exception {
        runner.lost();
        assertThat(problem(EXACT, new Log().requests(START, 10, 3_000).end()))
                .contains("runner 2 of 4 (pod load-2-abcde on node-7): its pod was deleted by somebody else");
        assertThat(runner.problem(START, true)).as("the run has removed it").isEmpty();
    }

    @Test
    void aPodThatItsJobMakesForOneThatIsGoneIsNotIts() {
        Pod other = pod(0, "Completed", null);
        assertThat(runner.mayBeIn(new RunnerPod(other))).isTrue();
        other.getMetadata().setName("load-2-fghij");
        assertThat(runner.mayBeIn(new RunnerPod(other))).isFalse();
    }

    @Test
    void oneThatWasLateIsNone() throws Exception {
        assertThat(problem(EXACT, new Log().requests(START + 3_000_000, 10, 0).end()))
                .contains(
                        "runner 2 of 4 (pod load-2-abcde on node-7): it began 3.0 s after the first runner: until then"
                                + " the system had less than its load");
    }

    @Test
    void oneWhoseProcessorTimeIsCutOffIsNone() throws Exception {
        assertThat(problem(
                        EXACT,
                        new Log()
                                .requests(START, 2, 0)
                                .requests(START + 2_000_000, 5, 300_000)
                                .requests(START + 7_000_000, 3, 0)
                                .end()))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("it could not keep its schedule: of 50 requests that were due in 5 s, 50 were made"
                                + " more than 250 ms late or never"));
    }

    @Test
    void aShortStallIsNoShortfall() throws Exception {
        assertThat(problem(
                        EXACT,
                        new Log()
                                .requests(START, 2, 0)
                                .requests(START + 2_000_000, 4, 300_000)
                                .requests(START + 6_000_000, 4, 0)
                                .end()))
                .isEmpty();
    }

    /** The same rows by a clock that is 700 ms ahead are the same samples. */
    @Test
    void anotherClockIsPutRight() throws Exception {
        runner.observe(EXACT);
        new Log().requests(START, 3, 1_000).end().into(runner);
        Recording shifted = new Recording();
        Runner ahead = runner(shifted);
        ahead.observe(new RunnerClock(700_000, 2_000));
        new Log().requests(START + 700_000, 3, 1_000).end().into(ahead);
        assertThat(shifted.dues()).isEqualTo(recording.dues());
        assertThat(shifted.outcomes()).isEqualTo(recording.outcomes());
        assertThat(ahead.firstDueMicros()).isEqualTo(runner.firstDueMicros());
        assertThat(ahead.problem(START, false)).isEmpty();
    }

    @Test
    void aClockThatNobodyKeepsIsNone() throws Exception {
        assertThat(problem(
                        new RunnerClock(-1_500_000, 2_000),
                        new Log().requests(START - 1_500_000, 10, 0).end()))
                .contains(
                        "runner 2 of 4 (pod load-2-abcde on node-7): the clock of its node is 1500.0 ms behind, give or"
                                + " take 2.0 ms: nobody keeps it, and it may be set at any moment; let the nodes take their time"
                                + " from NTP");
    }

    @Test
    void aClockThatIsHardlyKnownIsNone() throws Exception {
        assertThat(problem(
                        new RunnerClock(0, 400_000),
                        new Log().requests(START, 10, 0).end()))
                .hasValueSatisfying(
                        why -> assertThat(why)
                                .contains(
                                        "the clock of its node is not known well enough (0.0 ms ahead, give or take 400.0 ms)"));
    }

    @Test
    void rowsThatK6CountedAndNobodyGotAreMissed() throws Exception {
        Log log = new Log().requests(START, 10, 0);
        log.due += 3;
        assertThat(problem(EXACT, log.end())).hasValueSatisfying(why -> assertThat(why)
                .contains("samples are missing: k6 counted 103 requests, 103 outcomes and 0 acknowledgements, and"
                        + " 100, 100 and 0 came"));
    }

    @Test
    void rowsThatWereLostOnTheWayAreMissed() throws Exception {
        Log log = new Log().requests(START, 10, 0);
        log.number += 17;
        assertThat(problem(EXACT, log.end()))
                .hasValueSatisfying(why -> assertThat(why).contains("17 of its rows were lost on the way"));
    }

    @Test
    void aLogThatEndsBeforeK6IsNone() throws Exception {
        assertThat(problem(EXACT, new Log().requests(START, 10, 0)))
                .hasValueSatisfying(why -> assertThat(why).contains("its log ended before k6 did"));
    }

    @Test
    void anEvictedPodIsNone() throws Exception {
        runner.seen(new RunnerPod(pod(137, "Error", "Evicted")));
        assertThat(problem(EXACT, new Log().requests(START, 5, 0)))
                .contains("runner 2 of 4 (pod load-2-abcde on node-7): the cluster has ended it (Evicted: The node was"
                        + " low on resource: memory.)");
    }

    @Test
    void aPodWithoutMemoryIsNone() throws Exception {
        runner.seen(new RunnerPod(pod(137, "OOMKilled", null)));
        assertThat(problem(EXACT, new Log().requests(START, 5, 0).line("end")))
                .hasValueSatisfying(why -> assertThat(why).contains("raise memory: under k6Operator:"));
    }

    @Test
    void aKilledK6IsNone() throws Exception {
        runner.seen(new RunnerPod(pod(137, "Error", null)));
        assertThat(problem(EXACT, new Log().requests(START, 5, 0).line("end")))
                .contains("runner 2 of 4 (pod load-2-abcde on node-7): k6 was killed (exit code 137): by a person, or"
                        + " because memory ran out");
    }

    @Test
    void ofALoadThatWasEndedEarlyWhatCameLastDoesNotMatter() throws Exception {
        runner.seen(new RunnerPod(pod(137, "Error", null)));
        runner.observe(EXACT);
        new Log().requests(START, 5, 0).into(runner);
        assertThat(runner.problem(START, true)).isEmpty();
    }
}
