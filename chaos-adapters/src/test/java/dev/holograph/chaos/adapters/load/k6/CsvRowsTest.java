package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.scenario.Metric;
import dev.holograph.chaos.scenario.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

    private static final String HEADER = "metric_name,timestamp,metric_value,scenario,extra_tags,metadata\n";

    private static CsvRows read(Recording into, String csv) throws CsvRows.BadRowException {
        CsvRows rows = new CsvRows(into);
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        rows.read(bytes, bytes.length);
        return rows;
    }

    @Test
    void rowsOfTheContractAreToldAndOthersPassOver() throws Exception {
        Recording told = new Recording();
        CsvRows rows = read(
                told,
                HEADER
                        + "vus,1755781200000000,10.000000,,,\n"
                        + "chaos_due,1755781200124000,1.000000,chaos,,due=1755781200123.250\n"
                        + "http_req_duration,1755781200200000,7.1,chaos,,due=1\n"
                        + "chaos_latency,1755781200223250,100.000000,chaos,,due=1755781200123.250&outcome=ok\n"
                        + "chaos_failed,1755781200223250,0.000000,chaos,,due=1755781200123.250&outcome=ok\n"
                        + "chaos_acked,1755781200223250,1.000000,chaos,,due=1755781200123.250&id=run-7-1-0\n");

        assertThat(told.heartbeats()).containsExactly(1_755_781_200_000_000L);
        assertThat(told.dues()).containsExactly(1_755_781_200_123_250L);
        assertThat(told.outcomes()).containsExactly(new Recording.Told(1_755_781_200_123_250L, Outcome.OK, 100_000));
        assertThat(told.acknowledged()).containsExactly("run-7-1-0");
        assertThat(rows.due()).isOne();
        assertThat(rows.outcomes()).isOne();
        assertThat(rows.firstDueMicros()).isEqualTo(1_755_781_200_123_250L);
    }

    @Test
    void samplesOfMetricsThatAreAskedForAreToldWithTheirTags() throws Exception {
        Metric checkout = new Metric("http_req_duration", Map.of("name", "check, \"out\"", "zone", "eu"));
        Metric vus = new Metric("vus", Map.of());
        Recording told = new Recording().wanting(checkout).wanting(vus);
        read(
                told,
                "metric_name,timestamp,metric_value,name,status,extra_tags,metadata\n"
                        + "vus,1000000,10.000000,,,,\n"
                        + "http_req_duration,2000000,7.100000,\"check, \"\"out\"\"\",200,a=b&zone=eu,id=1\n"
                        + "http_req_duration,3000000,-8.000000,\"check, \"\"out\"\"\",200,zone=us,\n"
                        + "http_req_duration,4000000,9.000000,cart,200,zone=eu,\n"
                        + "http_reqs,4000000,1.000000,cart,200,zone=eu,\n");

        assertThat(told.samples(vus)).extracting(Recording.Sample::value).containsExactly(10.0);
        assertThat(told.samples(checkout))
                .containsExactly(new Recording.Sample(
                        "http_req_duration",
                        Map.of("name", "check, \"out\"", "status", "200", "a", "b", "zone", "eu"),
                        2_000_000,
                        7.1));
        assertThat(told.samples(new Metric("http_req_duration", Map.of())))
                .extracting(Recording.Sample::value)
                .containsExactly(7.1, -8.0, 9.0);
        assertThat(told.came()).containsExactlyInAnyOrder("vus", "http_req_duration", "http_reqs");
    }

    @Test
    void aMetricsValueIsANumber() {
        Recording told = new Recording().wanting(new Metric("m", Map.of()));
        assertThatThrownBy(() -> read(told, HEADER + "m,1000000,much,,,\n"))
                .isInstanceOf(CsvRows.BadRowException.class)
                .hasMessage("k6 wrote 'much' as a value of m");
    }

    @ParameterizedTest
    @CsvSource({"ok,OK", "failed,FAILED", "timed_out,TIMED_OUT", "unsent,UNSENT"})
    void eachOutcomeHasItsWord(String word, Outcome outcome) throws Exception {
        Recording told = new Recording();
        read(told, HEADER + "chaos_failed,2000000,1.0,chaos,,due=1000&outcome=" + word + "\n");
        assertThat(told.outcomes()).containsExactly(new Recording.Told(1_000_000, outcome, 1_000_000));
    }

    @Test
    void dueTimesMayHaveDecimalsOrNone() throws Exception {
        Recording told = new Recording();
        read(
                told,
                HEADER
                        + "chaos_due,9,1,,,due=1000\n"
                        + "chaos_due,9,1,,,due=1000.5\n"
                        + "chaos_due,9,1,,,due=1000.0039\n"
                        + "chaos_due,9,1,,,due=999.999\n");
        assertThat(told.dues()).containsExactly(999_999L, 1_000_000L, 1_000_003L, 1_000_500L);
    }

    @Test
    void linesMayEndAsOnWindows() throws Exception {
        Recording told = new Recording();
        read(told, (HEADER + "chaos_acked,9,1,,,id=run-1\n").replace("\n", "\r\n"));
        assertThat(told.acknowledged()).containsExactly("run-1");
    }

    @Test
    void aRowWithoutItsEndWaitsForIt() throws Exception {
        Recording told = new Recording();
        CsvRows rows = read(told, HEADER + "chaos_due,9,1,,,due=10");
        assertThat(told.dues()).isEmpty();
        byte[] rest = "00\n".getBytes(StandardCharsets.UTF_8);
        rows.read(rest, rest.length);
        assertThat(told.dues()).containsExactly(1_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chaos_due",
                "chaos_due,9,1,,,",
                "chaos_due,9,1,,,id=7",
                "chaos_due,9,1,,,due=",
                "chaos_due,9,1,,,due=soon",
                "chaos_due,9,1,,,due=-5",
                "chaos_due,9,1,,,due=99999999999999999999",
                "chaos_failed,9,1,,,due=1000",
                "chaos_failed,9,1,,,due=1000&outcome=",
                "chaos_failed,9,1,,,due=1000&outcome=perhaps",
                "chaos_failed,yesterday,1,,,due=1000&outcome=ok",
                "chaos_failed,,1,,,due=1000&outcome=ok",
                "chaos_acked,9,1,,,due=1000",
                "vus,,10,,,",
                "vus"
            })
    void aMalformedRowIsShown(String row) {
        assertThatThrownBy(() -> read(new Recording(), HEADER + row + "\n"))
                .isInstanceOf(CsvRows.BadRowException.class)
                .hasMessageContaining("a row of k6's CSV is not as the contract says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "metric_name,timestamp", "metric_name,timestamp,metric_value,scenario,extra_tags", "x"})
    void otherColumnsAreRefused(String header) {
        assertThatThrownBy(() -> read(new Recording(), header + "\n"))
                .isInstanceOf(CsvRows.BadRowException.class)
                .hasMessageContaining("must begin with metric_name,timestamp,metric_value and end with metadata");
    }

    @Test
    void aRowThatNeverEndsIsRefused() {
        assertThatThrownBy(() -> read(new Recording(), HEADER + "x".repeat(65 * 1024)))
                .isInstanceOf(CsvRows.BadRowException.class)
                .hasMessageContaining("64 KiB");
    }

    /** Of a script's own metadata, or of an id. */
    @Test
    void quotedMetadataIsReadAsItWasRecorded() throws Exception {
        Recording told = new Recording();
        read(
                told,
                HEADER
                        + "chaos_due,1755781200124000,1.000000,chaos,,"
                        + quoted("note=a, \"b\"\nc&due=1755781200123.250")
                        + "\n" + "chaos_acked,1755781200223250,1.000000,chaos,," + quoted("due=1&id=run-7,\"1\"") + "\n"
                        + "chaos_failed,1755781200223250,0.000000,chaos," + quoted("a=b,\n\r\nc")
                        + ",due=1755781200123.250&outcome=ok\n");

        assertThat(told.dues()).containsExactly(1_755_781_200_123_250L);
        assertThat(told.acknowledged()).containsExactly("run-7,\"1\"");
        assertThat(told.outcomes()).hasSize(1);
    }

    @Test
    void metadataThatCouldBeReadInTwoWaysIsRefused() {
        assertThatThrownBy(() -> read(new Recording(), HEADER + "chaos_due,9,1,,,note=a&due=5&due=1755781200123.250\n"))
                .isInstanceOf(CsvRows.BadRowException.class)
                .hasMessageContaining("the metadata has 'due=' twice");
    }

    @Test
    void aLineBreakInATagIsNoNewRow() throws Exception {
        Metric own = new Metric("wait", Map.of("queue", "a,\"b\"\nchaos_due,1,1"));
        Recording told = new Recording().wanting(own);
        read(told, HEADER + "wait,1000000,7,chaos," + quoted("queue=a,\"b\"\nchaos_due,1,1") + ",\nvus,2000000,1,,,\n");

        assertThat(told.samples(own)).hasSize(1);
        assertThat(told.heartbeats()).containsExactly(2_000_000L);
        assertThat(told.dues()).isEmpty();
    }

    @Test
    void endlessValuesAreBeyondEveryBoundAndNoNumbersAreLeftOut() throws Exception {
        Metric own = new Metric("wait", Map.of());
        Recording told = new Recording().wanting(own);
        CsvRows rows =
                read(told, HEADER + "wait,1,+Inf,,,\nwait,2,-Inf,,,\nwait,3,NaN,,,\nwait,4,5.0,,,\nwait,5,NaN,,,\n");

        assertThat(told.samples(own)).extracting(Recording.Sample::value).containsExactly(1e290, -1e290, 5.0);
        assertThat(rows.warnings())
                .hasSize(2)
                .anyMatch(text -> text.contains("infinite value for wait"))
                .anyMatch(text -> text.contains("NaN for wait"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"path=/a?b=1&c=2", "q=x&y", "q=a&q=b", "=x", "q"})
    void tagsThatCouldBeReadInTwoWaysMatchNothing(String tags) throws Exception {
        Metric own = new Metric("wait", Map.of("c", "2"));
        Metric every = new Metric("wait", Map.of("scenario", "chaos"));
        Recording told = new Recording().wanting(own).wanting(every);
        CsvRows rows = read(told, HEADER + "wait,1,7,chaos," + tags + ",\nwait,1,8,chaos,c=2&d=,\n");

        assertThat(told.samples(own)).extracting(Recording.Sample::value).containsExactly(8.0);
        assertThat(told.samples(every)).hasSize(2);
        assertThat(rows.warnings()).singleElement().asString().contains("a tag of wait has & or = in it", tags);
    }

    /** Rows of one request: how long it waited for a connection, opened one, and was in sending, in ms. */
    private static String timings(double blocked, double connecting, double sending) {
        return "http_req_blocked,1,%.6f,chaos,,\nhttp_req_connecting,1,%.6f,chaos,,\nhttp_req_sending,1,%.6f,chaos,,\n"
                .formatted(blocked, connecting, sending);
    }

    @ParameterizedTest(
            name = "{0} requests, each sending for {1} ms, one in {2} waits for {3} ms and sends for {4}: {5}")
    @CsvSource({
        "200, 0.02, 10, 0.3, 0.9, true",
        "200, 0.02, 100, 0.3, 0.9, false", // two may be chance
        "100000, 0.02, 30000, 0.3, 0.9, false",
        "100000, 0.02, 1000, 0.3, 0.9, true",
        "20000, 3, 400, 0.06, 3, false", // large requests are always long in sending
        "20000, 3, 20, 0.3, 6, true",
        "20000, 0.02, 10, 2.5, 0.02, false", // waited for a connection that another one gave back
    })
    void whatWasSentAgainShowsInItsTimings(
            int requests, double sending, int oneIn, double blocked, double again, boolean told) throws Exception {
        StringBuilder csv = new StringBuilder(HEADER).append(timings(0.4, 0.3, 0.1));
        for (int i = 1; i <= requests; i++) {
            csv.append(i % oneIn == 0 ? timings(blocked, 0, again) : timings(0.002, 0, sending));
        }
        assertThat(read(new Recording(), csv.toString()).warnings().size()).isEqualTo(told ? 1 : 0);
    }

    /** The bytes that a script says its requests are, and what k6 has written. */
    @ParameterizedTest
    @CsvSource({
        "7100, 0, 7100, false",
        "7100, 0, 7171, true",
        "7100, 71, 7171, false",
        "7100, 71, 7172, true",
        "7100, 0, 7000, false"
    })
    void whatWasSentBeyondTheRequestsWasSentAgain(long bytes, long uncertain, long sent, boolean told)
            throws Exception {
        String csv = HEADER
                + "chaos_sent,1,%d.000000,chaos,,requests=60&uncertain=%d\n".formatted(bytes - 2_840, uncertain)
                + "chaos_sent,1,2840.000000,chaos,,requests=40&uncertain=0\n"
                + "data_sent,1,%d.000000,chaos,,\n".formatted(sent);
        CsvRows rows = read(new Recording(), csv);

        assertThat(rows.warnings()).hasSize(told ? 1 : 0).allMatch(text -> text.contains("sent 1 of 100 requests"));
    }

    @Test
    void tagsThatNoObjectiveAsksForMayHoldWhatTheyLike() throws Exception {
        Recording told = new Recording().wanting(new Metric("wait", Map.of("scenario", "chaos")));
        assertThat(read(told, HEADER + "wait,1,7,chaos,path=/a?b=1&c=2,\n").warnings())
                .isEmpty();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whereTheStreamIsCutDoesNotMatter(@ForAll("streams") List<String> rows, @ForAll long seed) throws Exception {
        String csv = rows.stream().map(row -> row + "\n").collect(Collectors.joining("", HEADER, ""));
        Recording whole = new Recording();
        read(whole, csv);

        Recording pieces = new Recording();
        CsvRows reader = new CsvRows(pieces);
        Random random = new Random(seed);
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[64];
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, random.nextInt(buffer.length + 1));
            System.arraycopy(bytes, at, buffer, 0, length);
            reader.read(buffer, length);
            Arrays.fill(buffer, (byte) '?'); // the reader must have taken what it still needs
            at += length;
        }

        assertThat(all(pieces)).isEqualTo(all(whole));
        assertThat(whole.dues()).hasSize((int)
                rows.stream().filter(row -> row.startsWith("chaos_due")).count());
    }

    /** As Go's encoding/csv writes it. */
    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static List<Object> all(Recording recording) {
        List<Object> all = new ArrayList<>();
        all.add(recording.dues());
        all.add(recording.outcomes());
        all.add(recording.acknowledged());
        all.add(recording.heartbeats());
        return all;
    }

    @Provide
    Arbitrary<List<String>> streams() {
        Arbitrary<Long> micros = Arbitraries.longs().between(1, 4_000_000_000_000_000L);
        Arbitrary<String> due = micros.map(at -> "due=" + at / 1000 + "." + String.format("%03d", at % 1000));
        Arbitrary<String> dues = due.map(at -> "chaos_due,1755781200123456,1.000000,chaos,," + at);
        Arbitrary<String> outcomes = due.flatMap(at -> Arbitraries.of("ok", "failed", "timed_out", "unsent")
                .map(word -> "chaos_failed,1755781200123456,1.000000,chaos,," + at + "&outcome=" + word));
        Arbitrary<String> acks =
                micros.map(id -> "chaos_acked,1755781200123456,1.000000,chaos,a=b,id=run-" + id + "&due=1");
        Arbitrary<String> heartbeats = micros.map(at -> "vus," + at + ",10.000000,,,");
        Arbitrary<String> others = Arbitraries.strings()
                .withChars("abcé=&\"; ,\n\r")
                .ofMaxLength(200)
                .map(text -> "http_req_duration,1,2.0,chaos," + quoted(text) + ",");
        return Arbitraries.oneOf(dues, outcomes, acks, heartbeats, others)
                .list()
                .ofMaxSize(60);
    }

    /** As k6 2.2.0 writes them now and then by HTTP/2, where a request got no answer. */
    @Test
    void aTimingBelowZeroIsNone() throws Exception {
        CsvRows rows = read(
                new Recording(),
                "metric_name,timestamp,metric_value,proto,scenario,extra_tags,metadata\n"
                        + "http_reqs,1,1.000000,,chaos,,\nhttp_req_blocked,1,-0.250000,,chaos,,\n"
                        + "http_req_connecting,1,0.000000,,chaos,,\nhttp_req_sending,1,-7.500000,,chaos,,\n");

        assertThat(rows.warnings()).isEmpty();
    }

    @Test
    void eachVersionOfHttpIsToldOnce() throws Exception {
        Recording told = new Recording();
        read(
                told,
                "metric_name,timestamp,metric_value,name,proto,scenario,extra_tags,metadata\n"
                        + "http_reqs,1,1.000000,\"a,b\",HTTP/2.0,,,\n" // of setup()
                        + "http_reqs,1,1.000000,\"a,b\",HTTP/1.1,chaos,,\n"
                        + "http_reqs,1,1.000000,c,,chaos,,\n"
                        + "http_reqs,1,1.000000,c,HTTP/1.1,chaos,,\n"
                        + "http_reqs,1,1.000000,c,HTTP/1.0,chaos,,\n");

        assertThat(told.versions()).containsExactly("HTTP/1.1", "HTTP/1.0");
    }
}
