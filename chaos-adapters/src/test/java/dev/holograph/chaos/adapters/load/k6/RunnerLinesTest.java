package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.Recording;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the log of a runner's sidecar brings. */
class RunnerLinesTest {

    private static final String LOG = "1 metric_name,timestamp,metric_value,scenario,extra_tags,metadata\n"
            + "2 vus,1755781200000000,10.000000,,,\n"
            + "3 chaos_due,1755781200124000,1.000000,chaos,,due=1755781200123.250\n"
            + "4 chaos_failed,1755781200223250,0.000000,chaos,,due=1755781200123.250&outcome=ok\n"
            + "5 chaos_due,1755781200134000,1.000000,chaos,,due=1755781200133.250\n"
            + "6 chaos_failed,1755781200233250,0.000000,chaos,,due=1755781200133.250&outcome=ok\n"
            + "7 end\n"
            + "8 summary {\"metrics\":{\"chaos_due\":{\"count\":2},\"chaos_failed\":{\"passes\":0,\"fails\":2}}}\n";

    private final Recording recording = new Recording();
    private final CsvRows rows = new CsvRows(recording);
    private final RunnerLines lines = new RunnerLines(rows);

    private void read(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.read(bytes, bytes.length);
    }

    @Test
    void rowsEndAndSummaryCome() throws Exception {
        read(LOG);
        assertThat(rows.due()).isEqualTo(2);
        assertThat(rows.outcomes()).isEqualTo(2);
        assertThat(recording.heartbeats()).containsExactly(1_755_781_200_000_000L);
        assertThat(lines.isEnded()).isTrue();
        assertThat(lines.lost()).isZero();
        assertThat(lines.summary()).contains(new K6Summary(2, 2, 0));
    }

    @Test
    void piecesMayEndAnywhere() throws Exception {
        for (int cut = 1; cut < LOG.length(); cut++) {
            CsvRows again = new CsvRows(new Recording());
            RunnerLines pieces = new RunnerLines(again);
            byte[] one = LOG.substring(0, cut).getBytes(StandardCharsets.UTF_8);
            byte[] two = LOG.substring(cut).getBytes(StandardCharsets.UTF_8);
            pieces.read(one, one.length);
            pieces.read(two, two.length);
            assertThat(again.outcomes()).isEqualTo(2);
            assertThat(pieces.summary()).contains(new K6Summary(2, 2, 0));
        }
    }

    @Test
    void aLogThatIsReadAgainIsTakenUpWhereItWasLeft() throws Exception {
        read(LOG.substring(0, LOG.indexOf("5 chaos_due") + 20));
        lines.again();
        read(LOG);
        assertThat(rows.due()).isEqualTo(2);
        assertThat(rows.outcomes()).isEqualTo(2);
        assertThat(lines.lost()).isZero();
    }

    @Test
    void linesThatARotationTookAreMissed() throws Exception {
        read(LOG.substring(0, LOG.indexOf("3 chaos_due")));
        lines.again();
        read(LOG.substring(LOG.indexOf("6 chaos_failed")));
        assertThat(lines.lost()).isEqualTo(3);
        assertThat(lines.summary().orElseThrow().hasMoreThan(rows)).isTrue();
    }

    @Test
    void aKilledK6HasNoSummary() throws Exception {
        read(LOG.substring(0, LOG.indexOf("8 summary")));
        assertThat(lines.isEnded()).isTrue();
        assertThat(lines.summary()).isEmpty();
    }

    @Test
    void whatIsNotOfTheSidecarIsRefused() {
        assertThatThrownBy(() -> read("sh: out of memory\n")).isInstanceOf(CsvRows.BadRowException.class);
    }
}
