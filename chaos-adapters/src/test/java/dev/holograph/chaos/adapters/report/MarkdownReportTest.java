package dev.holograph.chaos.adapters.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.report.ReportModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportTest {

    private static final String PLACE_FOR_LESSONS =
            "_Write here what this run has taught. It is kept when the report is written again._";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void prepare() {
        file = folder.resolve("docs/ChaosReport.md");
    }

    private static ReportModel model(String scenario, String verdict, String title, List<String> reasons) {
        return new ReportModel(
                scenario,
                title,
                "Nobody minds.",
                "the renderer's team",
                List.of("https://example.org/runbook"),
                verdict,
                "The system did not do what it should.",
                reasons,
                List.of("PASS: error_rate < 1% holds: 0%"),
                List.of(new ReportModel.ObjectiveRow(
                        "slo", "few failures", "error_rate < 1%", "0%", "3%", "0%", "3% (fault)", verdict)),
                List.of("p95 rose from 12ms to 2.1s within 1 s of the fault, and was back 3 s after it ended."),
                List.of("phase   wbFr", "p95     ▁▁█▁"),
                List.of(new ReportModel.PhaseRow("fault", "25.000s", "30s", "3000", "90")),
                List.of(new ReportModel.FailureRow("load", "status 503", "0", "90", "0", "26.1s", "54.2s", "busy")),
                List.of(new ReportModel.ServiceRow(
                        "renderer",
                        "services/renderer.log",
                        List.of(new ReportModel.ServiceRow.Line("ERROR", "12:00 ERROR a | b `c`", "0", "7", "1")),
                        "3 more lines of other kinds")),
                "The system was healthy again after 3s.",
                List.of(
                        new ReportModel.RecoveryRow("slow", "3s", "33.000s, the next fault", "3s"),
                        new ReportModel.RecoveryRow("kill", "33s", "95.000s, the end", "1s")),
                "2 of 9000 acknowledged writes are lost.",
                List.of("run-1-1", "run-1-2"),
                List.of(new ReportModel.FaultRow(
                        "slow", "delays answers", "1s", "2s", "3s", "4s", List.of("observed: 12 chunks"))),
                "Compared with the last 5 runs.",
                List.of(new ReportModel.TrendRow(
                        "slo", "error_rate < 1%", "0%, 0%, 0%, 0%, 0%", "0%", "3%", "REGRESSION +3")),
                List.of("Least room: error_rate < 1% was 0.9%, 10% off its bound."),
                "run-1",
                "2026-01-02T03:04:05Z",
                "95s",
                "local – Here",
                "k6 2.2.0",
                List.of("redis: redis-server 6.2.11"),
                "42");
    }

    /** Wherever a text can come from elsewhere. */
    static ReportModel withForeignText(String text) {
        return new ReportModel(
                "latency",
                text,
                text,
                text,
                List.of(text),
                "BREACH",
                "The system did not do what it should.",
                List.of(text),
                List.of(text),
                List.of(new ReportModel.ObjectiveRow("slo", text, text, "0%", "3%", "0%", text, "BREACH")),
                List.of(text),
                List.of("phase   wbFr"),
                List.of(),
                List.of(new ReportModel.FailureRow(text, text, "0", "9", "0", "26.1s", "54.2s", text)),
                List.of(new ReportModel.ServiceRow(
                        "renderer", text, List.of(new ReportModel.ServiceRow.Line("ERROR", text, "0", "7", "1")), "")),
                text,
                List.of(new ReportModel.RecoveryRow(text, "3s", "33s", "3s")),
                text,
                List.of(text),
                List.of(new ReportModel.FaultRow(text, text, "1s", "2s", "3s", "4s", List.of(text))),
                text,
                List.of(new ReportModel.TrendRow("slo", text, "0%", "0%", "3%", "")),
                List.of(text),
                "run-1",
                "2026-01-02T03:04:05Z",
                "95s",
                text,
                text,
                List.of(text),
                "42");
    }

    private static ReportModel breach() {
        return model("latency", "BREACH", "Answers are late", List.of("error_rate < 1% does not hold: 3%"));
    }

    private String write(ReportModel model) throws IOException {
        new MarkdownReport().write(file, model);
        return Files.readString(file);
    }

    @Test
    void aTextFromElsewhereStaysInItsItem() throws IOException {
        String hostile = "ERR \u001b[31mred\u001b[0m\u0000 <script>alert(1)</script> `x` | y\r\n# second line";
        assertThat(write(model("latency", "BREACH", "Answers are late", List.of(hostile))))
                .contains("- ERR red  &lt;script>alert(1)&lt;/script> \\`x\\` \\| y\n  \\# second line\n");
    }

    @Test
    void aHypothesisOfSeveralLinesStaysQuoted() throws IOException {
        ReportModel model = withForeignText("One line,\n  another | one,\n\n# and the last.");
        assertThat(write(model)).contains("\n> One line,\n> another \\| one,\n> \\# and the last.\n");
    }

    @Test
    void tellsARunFromItsVerdictToItsLessons() throws IOException {
        assertThat(write(breach())).isEqualTo("""
                # Chaos report

                | Scenario | Verdict | | Run |
                |---|---|---|---|
                | [latency](#breach-answers-are-late) | BREACH | Answers are late | 2026-01-02T03:04:05Z |

                <!-- scenario: latency -->
                <!-- row: | [latency](#breach-answers-are-late) | BREACH | Answers are late | 2026-01-02T03:04:05Z | -->
                ## BREACH: Answers are late

                **The system did not do what it should.**

                - error_rate < 1% does not hold: 3%

                Scenario `latency`, owned by the renderer's team; run `run-1`, started 2026-01-02T03:04:05Z, took 95s.

                > Nobody minds.

                ### Objectives

                | | Objective | Baseline | Fault | Recovery | Judged by | Result |
                |---|---|---|---|---|---|---|
                | slo | few failures: `error_rate < 1%` | 0% | 3% | 0% | 3% (fault) | BREACH |

                ### System behaviour

                - p95 rose from 12ms to 2.1s within 1 s of the fault, and was back 3 s after it ended.

                ```
                phase   wbFr
                p95     ▁▁█▁
                ```

                | Phase | Began | Lasted | Requests | Errors |
                |---|---|---|---|---|
                | fault | 25.000s | 30s | 3000 | 90 |

                ### Why requests failed

                | Load | Reason | Baseline | Fault | Recovery | First | Last | An answer |
                |---|---|--:|--:|--:|---|---|---|
                | load | status 503 | 0 | 90 | 0 | 26.1s | 54.2s | `busy` |

                ### What the services said

                **renderer** (all of it: `services/renderer.log` in the run's folder)

                | | Baseline | Fault | Recovery | The first such line |
                |---|--:|--:|--:|---|
                | ERROR | 0 | 7 | 1 | `` 12:00 ERROR a \\| b `c` `` |

                3 more lines of other kinds

                ### Time to recover

                The system was healthy again after 3s.

                | After | Over at | Looked for until | Healthy again |
                |---|---|---|---|
                | slow | 3s | 33.000s, the next fault | 3s |
                | kill | 33s | 95.000s, the end | 1s |

                ### Lost writes

                2 of 9000 acknowledged writes are lost.

                - `run-1-1`
                - `run-1-2`

                ### The fault was real

                **slow**: delays answers

                | | Requested | Confirmed |
                |---|---|---|
                | Injection | 1s | 2s |
                | Undo | 3s | 4s |

                - observed: 12 chunks

                ### Trend

                Compared with the last 5 runs.

                | | Earlier runs | Median | This run | |
                |---|---|---|---|---|
                | slo `error_rate < 1%` | 0%, 0%, 0%, 0%, 0% | 0% | 3% | **REGRESSION +3** |

                ### All findings

                - PASS: error_rate < 1% holds: 0%

                ### Environment

                - Environment: local – Here
                - Load: k6 2.2.0
                - redis: redis-server 6.2.11
                - Seed: 42
                - https://example.org/runbook

                ### What this run suggests

                - Least room: error_rate < 1% was 0.9%, 10% off its bound.

                ### Lessons learned
                <!-- lessons -->
                LESSONS
                <!-- end: latency -->
                """.replace("LESSONS", PLACE_FOR_LESSONS));
    }

    @Test
    void aRunThatPassesHasNoReasonsAndNoGapWhereTheyWouldBe() throws IOException {
        assertThat(write(model("latency", "PASS", "Answers are late", List.of())))
                .contains("**The system did not do what it should.**\n\nScenario `latency`");
    }

    @Test
    void whatAPersonWroteStaysWhenTheScenarioRunsAgain() throws IOException {
        String lesson = "The pool was too small.\n\n- [ ] raise it";
        Files.writeString(file, write(breach()).replace(PLACE_FOR_LESSONS, lesson));

        String again = write(model("latency", "PASS", "Answers are late", List.of()));

        assertThat(again)
                .contains("### Lessons learned\n<!-- lessons -->\n" + lesson + "\n<!-- end: latency -->")
                .doesNotContain("BREACH", PLACE_FOR_LESSONS);
    }

    @Test
    void aFileThatAnEditorSavedWithOtherLineEndsIsUnderstood() throws IOException {
        Files.writeString(
                file, write(breach()).replace(PLACE_FOR_LESSONS, "A lesson.").replace("\n", "\r\n"));

        assertThat(write(breach())).contains("<!-- lessons -->\nA lesson.\n");
    }

    @Test
    void otherScenariosKeepTheirSections() throws IOException {
        write(breach());
        String both = write(model("flush", "PASS", "Redis is empty", List.of()));

        assertThat(both)
                .contains(
                        "| [flush](#pass-redis-is-empty) | PASS |", "| [latency](#breach-answers-are-late) | BREACH |")
                .containsSubsequence("<!-- scenario: flush -->", "<!-- scenario: latency -->");
        assertThat(write(model("flush", "PASS", "Redis is empty", List.of()))).isEqualTo(both);
    }

    @Test
    void aTitleCannotBreakTheTableNorItsComment() throws IOException {
        String title = "One | two --> three";

        write(model("odd", "PASS", title, List.of()));
        String twice = write(model("odd", "PASS", title, List.of()));

        assertThat(twice).contains("| PASS | One \\| two --&gt; three |").containsOnlyOnce("## PASS: One");
    }

    @Test
    void markdownIsNotEscapedAsIfItWereHtml() throws IOException {
        assertThat(write(breach())).contains("renderer's", "error_rate < 1%").doesNotContain("&#39;", "&lt;");
    }

    /** A formatter or a person in a hurry: the lessons stay, and the file as it was is kept. */
    @ParameterizedTest
    @ValueSource(strings = {"<!-- end: latency -->", "<!-- lessons -->", "<!-- row: .*? -->"})
    void lessonsStayWhereAMarkIsDamaged(String mark) throws IOException {
        write(model("flush", "PASS", "Redis is empty", List.of()));
        String damaged =
                write(breach()).replace(PLACE_FOR_LESSONS + "\n<!-- end: latency", "The pool.\n<!-- end: latency");
        damaged = damaged.replaceFirst("(?s)(.*)" + mark + "\n", "$1");
        Files.writeString(file, damaged);
        List<String> warnings = new ArrayList<>();
        MarkdownReport report = new MarkdownReport(ReportTemplates.builtIn(), warnings::add);

        report.write(file, model("flush", "PASS", "Redis is empty", List.of()));
        report.write(file, breach());

        assertThat(Files.readString(file))
                .endsWith("### Lessons learned\n<!-- lessons -->\nThe pool.\n<!-- end: latency -->\n")
                .containsOnlyOnce("<!-- scenario: latency -->")
                .containsOnlyOnce("## BREACH");
        assertThat(file.resolveSibling("ChaosReport.md.saved-1")).hasContent(damaged);
        assertThat(file.resolveSibling("ChaosReport.md.saved-2")).doesNotExist();
        assertThat(warnings).singleElement().asString().contains("ChaosReport.md.saved-1");
    }

    @Test
    void whatAPersonWroteElsewhereIsKeptInACopy() throws IOException {
        String edited = write(breach()).replace("# Chaos report\n", "# Chaos report\n\nRead this first.\n");
        Files.writeString(file, edited);

        write(breach());

        assertThat(Files.readString(file)).doesNotContain("Read this first.");
        assertThat(file.resolveSibling("ChaosReport.md.saved-1")).hasContent(edited);
    }
}
