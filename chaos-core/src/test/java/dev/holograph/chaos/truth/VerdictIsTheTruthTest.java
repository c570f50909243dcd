package dev.holograph.chaos.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.slo.Verdict;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thousands of simulated runs whose truth is known. {@code -Dtruth.runs=12000} for all of them. */
class VerdictIsTheTruthTest {

    private static final int RUNS = Integer.getInteger("truth.runs", 1440);
    private static final long SEED = Long.getLong("truth.seed", 20260301L);

    private final ConfusionTable ours = new ConfusionTable();
    private final ConfusionTable quick = new ConfusionTable();
    private final Map<String, ConfusionTable> peers = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<String> silent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void noGreenThatProvesNothingAndHardlyAnyRedThatIsNoise() {
        for (String peer : List.of("k6 thresholds", "Chaos Toolkit, one request", "Chaos Toolkit, 10 s of metrics")) {
            peers.put(peer, new ConfusionTable());
        }
        long began = System.nanoTime();
        long busy = cpuNanos();
        IntStream.range(0, RUNS).parallel().forEach(this::run);
        System.out.printf(
                Locale.ROOT,
                "%n%d simulated runs with seed %d in %.0f s by the clock, %.0f s of CPU time%n%n%s%n%s%n%n",
                RUNS,
                SEED,
                (System.nanoTime() - began) / 1e9,
                (cpuNanos() - busy) / 1e9,
                ours.table(),
                ours.rates());
        System.out.println(quickTable());
        System.out.println(peersTable());
        wrong.stream().sorted().limit(100).forEach(System.out::println);
        assertThat(ours.falseGreen()).as("false green: %s", wrong).isZero();
        assertThat((double) ours.falseRed() / ours.notRed())
                .as("false red: %s", wrong)
                .isLessThan(0.005);
        assertThat(ours.wrong(Kind.FLAPS_SLOWLY)).isZero();
        assertThat((double) quick.falseRed() / quick.notRed())
                .as("false red at quick pace")
                .isLessThan(0.005);
        assertThat((double) quick.wrongReason() / quick.runs(kind -> kind.truth() == Result.BREACH))
                .as("red called not proven at quick pace")
                .isLessThan(0.005);
        assertThat(silent)
                .as("ended green at quick pace while a script asked nothing")
                .isEmpty();
        // What is over before the recovery is believed, quick pace sees as well as full.
        for (Kind kind : Kind.values()) {
            if (!kind.isLate()) {
                assertThat(quick.falseGreen(kind)).as("at quick pace: %s", kind).isZero();
            }
        }
    }

    /** The systems that quick pace takes for something else than they are, where full pace does not. */
    private String quickTable() {
        StringBuilder text = new StringBuilder(
                "| at quick pace | truth | runs | green | warned | not proven | red | wrong at full pace |\n"
                        + "|---|---|--:|--:|--:|--:|--:|--:|\n");
        for (Kind kind : Kind.values()) {
            if (kind.truth() != null && quick.wrong(kind) > ours.wrong(kind)) {
                String row = quick.row(kind);
                text.append(row).append(' ').append(ours.wrong(kind)).append(" |\n");
            }
        }
        return text + "\n" + quick.rates() + "\n";
    }

    /** Of the process with all its threads: on a busy machine the clock measures the others as well. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** By its number alone, so that it is no matter how many threads there are. */
    private void run(int number) {
        int kinds = Kind.values().length;
        Kind kind = Kind.values()[number % kinds];
        long seed = new SplittableRandom(kind.seed(SEED, number / kinds)).nextLong();
        Trial trial = Trial.of(kind, seed);
        Recording recording = new Recording(trial, seed);
        Verdict verdict = recording.verdict();
        ours.add(kind, verdict.result());
        Recording early = new Recording(Trial.of(kind, seed), seed);
        Verdict atQuickPace = early.verdict(true);
        quick.add(kind, atQuickPace.result());
        if (early.endsInSilence && ConfusionTable.isGreen(atQuickPace.result())) {
            silent.add(kind + " run " + number);
        }
        if (kind.truth() != null && ConfusionTable.sort(verdict.result()) != ConfusionTable.sort(kind.truth())) {
            wrong.add(kind + " " + trial.fault + " " + trial.model + " run " + number + ": " + verdict.decisive());
        }
        Peers others = new Peers(recording);
        add("k6 thresholds", kind, others.k6());
        add("Chaos Toolkit, one request", kind, others.toolkitWithOneRequest());
        add("Chaos Toolkit, 10 s of metrics", kind, others.toolkitWithMetrics());
    }

    private void add(String peer, Kind kind, Result verdict) {
        Objects.requireNonNull(peers.get(peer)).add(kind, verdict);
    }

    private String peersTable() {
        StringBuilder text = new StringBuilder("| wrong verdicts | runs | this plugin |");
        peers.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|--:|--:|--:|--:|--:|\n");
        for (Kind kind : Kind.values()) {
            if (kind.truth() == null) {
                continue;
            }
            text.append("| ").append(kind.words()).append(" | ").append(ours.runs(one -> one == kind));
            text.append(" | ").append(ours.wrong(kind));
            peers.values().forEach(table -> text.append(" | ").append(table.wrong(kind)));
            text.append(" |\n");
        }
        text.append("| **false green** | ")
                .append(ours.notGreen())
                .append(" | ")
                .append(ours.falseGreen());
        peers.values().forEach(table -> text.append(" | ").append(table.falseGreen()));
        text.append(" |\n| **false red** | ")
                .append(ours.notRed())
                .append(" | ")
                .append(ours.falseRed());
        peers.values().forEach(table -> text.append(" | ").append(table.falseRed()));
        return text.append(" |\n").toString();
    }
}
