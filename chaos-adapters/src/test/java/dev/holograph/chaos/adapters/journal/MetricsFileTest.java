package dev.holograph.chaos.adapters.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.slo.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

    private static final long START = 1_700_000_000_000_000L;

    private static final Scenario SCENARIO = Scenarios.scenario()
            .slo("p95(m) < 5", "max(m{name=\"a,b\"}) < 7", "p50(lag) < max(2x baseline, 3ms)", "count(never) = 0")
            .build();

    @TempDir
    private Path folder;

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Metrics written = Metrics.of(SCENARIO);
        for (int i = 0; i < random.nextInt(200); i++) {
            double value = List.of(0.0, 5.0, -1.5, Double.MIN_VALUE, 1e300, 1e-300, random.nextDouble() * 10)
                    .get(random.nextInt(7));
            Map<String, String> tags = random.nextBoolean() ? Map.of() : Map.of("name", "a,b");
            String name = List.of("m", "lag", "other").get(random.nextInt(3));
            written.sample(name, tags, START + random.nextInt(3_000_000), value);
        }
        Path file = Files.createTempFile("metrics", ".ndjson");
        try {
            MetricsFile.write(file, written);
            Metrics read = MetricsFile.read(file, SCENARIO, written.names());
            assertThat(read.rows()).isEqualTo(written.rows());
            assertThat(read.names()).isEqualTo(written.names());
        } finally {
            Files.delete(file);
        }
    }

    private String whatIsSaidOf(String text) throws IOException {
        Path file = folder.resolve("metrics.ndjson");
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        try {
            MetricsFile.read(file, SCENARIO, List.of());
            return "nothing";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).replace(folder + "/", "");
        }
    }

    @Test
    void aDamagedFileIsToldInOneMessageWithItsLine() throws IOException {
        Metrics metrics = Metrics.of(SCENARIO);
        metrics.sample("lag", Map.of(), START, 3);
        metrics.sample("lag", Map.of(), START + 100_000, 4);
        Path file = folder.resolve("metrics.ndjson");
        MetricsFile.write(file, metrics);
        List<String> good = new ArrayList<>(Files.readAllLines(file));
        String first = good.get(0);
        String second = good.get(1);

        assertThat(whatIsSaidOf(first + "\n" + second + "\n")).isEqualTo("nothing");
        assertThat(whatIsSaidOf(first + "\n" + first))
                .isEqualTo("metrics.ndjson:2: the file is damaged: it comes twice");
        assertThat(whatIsSaidOf(first + "\n" + second.substring(0, 40)))
                .startsWith("metrics.ndjson:2: the file is damaged: ");
        assertThat(whatIsSaidOf(first.replace("\"lag\"", "\"lug\"")))
                .isEqualTo("metrics.ndjson:1: the file is damaged: no objective uses 'lug'");
        assertThat(whatIsSaidOf(first.replace("\"lag\"", "\"m\"")))
                .isEqualTo("metrics.ndjson:1: the file is damaged: it counts against other bounds");
        assertThat(whatIsSaidOf(first.replace("\"samples\":1", "\"samples\":2")))
                .isEqualTo("metrics.ndjson:1: the file is damaged: it is no whole cell");
        assertThat(whatIsSaidOf("\u00ff")).startsWith("metrics.ndjson:1: the file is damaged: ");
    }
}
