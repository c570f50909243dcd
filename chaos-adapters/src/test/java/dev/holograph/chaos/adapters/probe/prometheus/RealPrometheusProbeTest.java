package dev.holograph.chaos.adapters.probe.prometheus;

import static dev.holograph.chaos.adapters.probe.ProbeRun.PATIENCE;
import static dev.holograph.chaos.adapters.process.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.probe.ProbeRun;
import dev.holograph.chaos.scenario.ProbeQuery;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real prometheus that scrapes a real target. */
class RealPrometheusProbeTest {

    /** A busy machine may be slow to answer, and no answer is another test. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    @TempDir
    private static Path folder;

    private static RealPrometheus prometheus;

    private final ProbeRun run = new ProbeRun().every(EVERY);

    @BeforeAll
    static void start() throws Exception {
        prometheus = RealPrometheus.start(folder);
        prometheus.says("frames", "7");
        prometheus.says("nothing", "0");
        prometheus.says("clients{zone=\"a b\"}", "3");
        prometheus.says("clients{zone=\"c\"}", "4");
        try (ProbeRun scraped = new ProbeRun().every(EVERY)) {
            scraped.start(new ProbeQuery.Prometheus("sum(clients) + sum(frames) + sum(nothing)"), prometheus.url());
            eventually("it has scraped", PATIENCE, () -> scraped.last("it_value") > 0);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "frames | 7",
                "sum(clients) | 7",
                "sum(clients{zone=\"a b\", job=~\"sh.+\"}) + 1 | 4",
                "scalar(frames) * -1 | -7",
                "vector(1e30) | 1e30",
                "count_over_time(frames[1h]) > bool 0 | 1",
                "sum(nothing_of_it) or vector(0) | 0",
            })
    void theOneSampleIsTheValue(String query, double value) throws Exception {
        run.start(new ProbeQuery.Prometheus(query), prometheus.url());
        eventually("it is read", PATIENCE, () -> run.count("it_value") >= 2);

        assertThat(run.values("it_value")).containsOnly(value);
        assertThat(run.last("it_ok")).isEqualTo(1);
        assertThat(run.values("it")).allMatch(millis -> millis > 0 && millis <= EVERY.toMillis());
        assertThat(run.told()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "nothing_of_it | finds nothing; where nothing means 0, write … or vector(0)",
                "frames > 100 | finds nothing; where nothing means 0, write … or vector(0)",
                "nothing / nothing | gives NaN; a quotient of nothing by nothing is none",
                "frames / nothing | gives +Inf; a quotient",
                "-frames / nothing | gives -Inf; a quotient",
                "scalar(nothing_of_it) | gives NaN; a quotient",
                "clients | gives 2 samples, and one number is due; make it one by sum(…)",
                "frames[1h] | gives a matrix, and one number is due",
                "\"token-8\" | gives a string, and one number is due",
            })
    void whatIsNotOneNumberIsNoDataAndToldOnce(String query, String why) throws Exception {
        run.start(new ProbeQuery.Prometheus(query), prometheus.url());
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 3);

        assertThat(run.values("it_ok")).containsOnly(1.0);
        assertThat(run.values("it_value")).isEmpty();
        assertThat(run.toldAtLast())
                .singleElement()
                .asString()
                .startsWith("probe it: the query of Prometheus of target 'store' " + why)
                .endsWith("; it_value has no data where that is so")
                .doesNotContain("token-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "sum(frames | answered 400: invalid parameter \"query\": 1:11: parse error: unclosed left parenthesis",
                "no_such_function(frames) | answered 400: invalid parameter \"query\": 1:1: parse error: unknown function with name",
                "clients + on(job) clients | answered 422: ",
            })
    void anErrorIsAFailureAndToldOnceWithItsWords(String query, String words) throws Exception {
        run.start(new ProbeQuery.Prometheus(query), prometheus.url());
        eventually("it has asked", PATIENCE, () -> run.count("it_ok") >= 3);

        assertThat(run.values("it_ok")).containsOnly(0.0);
        assertThat(run.values("it_value")).isEmpty();
        assertThat(run.toldAtLast())
                .singleElement()
                .asString()
                .startsWith("probe it: Prometheus of target 'store' " + words);
    }

    @Test
    void theValueFollowsTheSystemAndHasNoDataWhenThatIsGone(@TempDir Path other) throws Exception {
        try (RealPrometheus own = RealPrometheus.start(other)) {
            own.says("frames", "7");
            run.start(new ProbeQuery.Prometheus("frames"), own.url());
            eventually("it is scraped", PATIENCE, () -> run.last("it_value") == 7);
            own.says("frames", "8.5");
            eventually("it is scraped again", PATIENCE, () -> run.last("it_value") == 8.5);

            own.losesItsSystem();
            eventually(
                    "it finds nothing any more",
                    PATIENCE,
                    () -> run.told().stream()
                                    .filter(line -> line.contains("finds nothing"))
                                    .count()
                            == 1);
            int known = run.count("it_value");
            int asked = run.count("it_ok");
            eventually("it goes on", PATIENCE, () -> run.count("it_ok") >= asked + 2);
            assertThat(run.count("it_value"))
                    .as("the last value is not told again")
                    .isEqualTo(known);
            assertThat(run.last("it_ok")).isEqualTo(1);
        }
    }

    /** As cAdvisor does: Prometheus does not take the end of a scrape for the end of samples that say when they were taken. */
    @Test
    void ofSamplesWithTimesTheLastIsAnsweredOnUnlessTheQueryLimitsIt(@TempDir Path other) throws Exception {
        try (RealPrometheus own = RealPrometheus.start(other);
                ProbeRun unlimited = new ProbeRun().every(EVERY)) {
            own.says("memory", "42 " + System.currentTimeMillis());
            run.start(new ProbeQuery.Prometheus("last_over_time(memory[8s])"), own.url());
            eventually("it is scraped", PATIENCE, () -> run.last("it_value") == 42);

            own.losesItsSystem();
            eventually("it finds nothing any more", PATIENCE, () -> run.told().stream()
                    .anyMatch(line -> line.contains("finds nothing")));
            unlimited.start(new ProbeQuery.Prometheus("memory"), own.url());
            eventually("it is answered", PATIENCE, () -> unlimited.count("it_value") >= 2);
            assertThat(unlimited.last("it_value")).isEqualTo(42);
        }
    }

    @Test
    void oneThatIsGoneIsAFailureUntilItIsBack(@TempDir Path other) throws Exception {
        try (RealPrometheus own = RealPrometheus.start(other)) {
            run.start(new ProbeQuery.Prometheus("vector(7)"), own.url());
            eventually("it answers", PATIENCE, () -> run.last("it_value") == 7);

            own.kill();
            eventually("it is gone", PATIENCE, () -> run.last("it_ok") == 0);
            int known = run.count("it_value");
            int asked = run.count("it_ok");
            eventually("it is asked", PATIENCE, () -> run.count("it_ok") >= asked + 2);
            assertThat(run.count("it_value")).isEqualTo(known);
            assertThat(run.toldAtLast())
                    .singleElement()
                    .asString()
                    .startsWith("probe it: Prometheus of target 'store' cannot be reached (")
                    .contains("see that it runs");

            own.again();
            eventually("it answers again", PATIENCE, () -> run.count("it_value") > known);
            assertThat(run.last("it_value")).isEqualTo(7);
        }
    }

    @Test
    void theUrlsPathAndLoginAreUsedAndNeverTold(@TempDir Path other) throws Exception {
        try (RealPrometheus own = RealPrometheus.start(
                other, RealPrometheus.asksForALogin(other), "--web.route-prefix=/metrics/of/all")) {
            String place = own.url().replace("http://", "") + "/metrics/of/all/";
            run.start(
                    new ProbeQuery.Prometheus("vector(7)"),
                    "http://" + RealPrometheus.USER + ":" + RealPrometheus.PASSWORD + "@" + place);
            eventually("it answers", PATIENCE, () -> run.last("it_value") == 7);

            try (ProbeRun wrong = new ProbeRun().every(EVERY)) {
                wrong.start(
                        new ProbeQuery.Prometheus("vector(7)"),
                        "http://" + RealPrometheus.USER + ":battery-horse@" + place);
                eventually("it has asked", PATIENCE, () -> wrong.count("it_ok") >= 2);
                assertThat(wrong.values("it_ok")).containsOnly(0.0);
                assertThat(wrong.toldAtLast())
                        .singleElement()
                        .asString()
                        .startsWith("probe it: Prometheus of target 'store' answered 401")
                        .doesNotContain("horse");
            }
        }
    }
}
