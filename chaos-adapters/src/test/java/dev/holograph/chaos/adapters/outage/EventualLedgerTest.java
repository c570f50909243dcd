package dev.holograph.chaos.adapters.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.embedded.EmbeddedLoadEngineProvider;
import dev.holograph.chaos.adapters.outage.Outage.Kind;
import dev.holograph.chaos.adapters.outage.Outage.Reply;
import dev.holograph.chaos.report.ReportBuilder;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Finding;
import dev.holograph.chaos.slo.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the guide, as whole runs against a server whose reads are 5 s behind its writes. */
class EventualLedgerTest {

    private static final Duration LAG = Duration.ofSeconds(5);
    private static final Pattern EXAMPLE =
            Pattern.compile("```yaml\n((?:(?!```).)*eventually: 20s.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void whatComesLateIsNotLost() throws Exception {
        RunResult result = run(guide(), (fault, undo, number) -> Reply.ok(5));

        assertThat(result.verdict().result()).as(sentences(result)).isEqualTo(Result.PASS);
        assertThat(result.ledger().foundLate()).isBetween(100L, 1000L);
        assertThat(result.ledger().latest()).isBetween(Duration.ofSeconds(3), LAG.plusSeconds(3));
        assertThat(sentences(result)).contains(" were found late, the last ");
        assertThat(ReportBuilder.of(result).lostWrites())
                .matches(
                        "0 of \\d+ acknowledged writes are lost \\(.*; \\d+ were found late, the last .*s after the end of the"
                                + " load at most\\)\\.");
    }

    @Test
    void whatNeverComesIsLost() throws Exception {
        RunResult result = run(
                guide().replace("20s", "8s"),
                (fault, undo, number) -> fault >= 1 && number % 50 == 0 ? Reply.of(Kind.FORGETS) : Reply.ok(5));

        assertThat(result.verdict().result()).as(sentences(result)).isEqualTo(Result.BREACH);
        assertThat(result.ledger().lost().count()).isBetween(10, 40);
        assertThat(result.ledger().foundLate()).isPositive();
        assertThat(sentences(result)).contains("acknowledged writes are lost, wanted = 0; ", " were found late");
    }

    @Test
    void withoutItTheSameServerLosesWrites() throws Exception {
        RunResult result = run(guide().replace("  eventually: 20s\n", ""), (fault, undo, number) -> Reply.ok(5));

        assertThat(result.verdict().result()).isEqualTo(Result.BREACH);
    }

    private RunResult run(String lines, Outage.Behaviour behaviour) throws Exception {
        Outage outage = Outage.of("reads are late", lines, behaviour, Result.PASS, "");
        return WholeRun.of(
                outage,
                new OutageServer(behaviour, LAG),
                folder,
                "embedded",
                context -> Objects.requireNonNull(
                        new EmbeddedLoadEngineProvider().find(Map.of(), context).engine()));
    }

    private static String guide() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/guide/ledger.md")));
        assertThat(example.find()).isTrue();
        return "steadyState: [ \"error_rate < 5%\" ]\n" + example.group(1);
    }

    private static String sentences(RunResult result) {
        return String.join(
                "\n",
                result.verdict().findings().stream().map(Finding::sentence).toList());
    }
}
