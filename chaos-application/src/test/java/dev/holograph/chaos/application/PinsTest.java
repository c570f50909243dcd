package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.spi.Check;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PinsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final LocalDate DAY = LocalDate.parse("2026-11-25");
    private static final Pin K6 = Pin.parse("k6", "2.2.0 | 2026-11-25 | https://k6.example");
    private static final Pin OTHER = Pin.parse("Other", "1 | 2026-11-26 | https://other.example");

    @Test
    void theDoctorTellsEachWithItsAge() {
        assertThat(new Pins(List.of(K6, OTHER)).check(DAY.plusDays(2)))
                .isEqualTo(Check.ok(
                        "pins", "k6 2.2.0, checked 2026-11-25 (2 days ago)\nOther 1, checked 2026-11-26 (yesterday)"));
    }

    @Test
    void warnsFromTheNinetyFirstDayAndNamesOnlyWhatIsOld() {
        Pins pins = new Pins(List.of(K6, OTHER));

        assertThat(pins.check(DAY.plusDays(90)).state()).isEqualTo(Check.State.OK);
        Check old = pins.check(DAY.plusDays(91));
        assertThat(old.state()).isEqualTo(Check.State.WARN);
        assertThat(old.found()).contains("k6 2.2.0, checked 2026-11-25 (91 days ago)");
        assertThat(old.advice())
                .isEqualTo("nobody has looked for more than 90 days: use a newer version of this plugin, or see what"
                        + " has changed in k6 (https://k6.example)");
    }

    @Test
    void theDayIsThatOfUtc() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-25T23:30:00Z"), ZoneId.of("Asia/Tokyo"));

        assertThat(Pin.today(clock)).isEqualTo(DAY);
    }

    @Test
    void theReportNamesAllInOneLine() {
        assertThat(new Pins(List.of(K6, OTHER)).line(DAY.plusDays(1)))
                .isEqualTo("Tested with: k6 2.2.0, checked 2026-11-25 (yesterday);"
                        + " Other 1, checked 2026-11-26 (today)");
    }

    @Test
    void whatIsNoPinIsRefused() {
        assertThatThrownBy(() -> Pin.parse("k6", "2.2.0"))
                .hasMessage("the pin of k6 is not 'version | day | source': 2.2.0");
    }

    @Test
    void thoseOfThisPluginAreWellFormedAndOfThePast() {
        List<Pin> pins = Pins.ofThisPlugin().all();

        assertThat(pins).hasSizeGreaterThanOrEqualTo(7).allSatisfy(pin -> {
            assertThat(pin.version()).isNotBlank();
            assertThat(pin.source()).startsWith("https://");
            assertThat(pin.checked()).isBeforeOrEqualTo(Pin.today(Clock.systemUTC()));
        });
    }

    /** One version of each, wherever it is written. */
    @Test
    void noFileHasAnotherVersion() throws IOException {
        assertThat(version("k6")).isEqualTo(k6Release());
        assertThat(all("docs/guide/goals.md", "k6 (\\d+\\.\\d+\\.\\d+), which this plugin is tested with"))
                .containsExactly(version("k6"));
        assertThat(all(
                        "chaos-adapters/src/main/java/dev/holograph/chaos/adapters/fault/chaosmesh/Kind.java",
                        "(v\\d\\w+)\";"))
                .containsExactly(version("Chaos Mesh API").replaceFirst(".*/", ""));
        assertThat(all(".github/workflows/ci.yml", "docker (?:pull|tag) redis:(\\S+)"))
                .isNotEmpty()
                .containsOnly(version("image redis"));
        assertThat(all("docs/guide/staging.md", "docker (?:pull|tag) redis:(\\S+)"))
                .isNotEmpty()
                .containsOnly(version("image redis"));
        assertThat(all("holograph-renderer/Dockerfile", "(?m)^FROM eclipse-temurin:([^\\s@]+)"))
                .containsExactly(version("image eclipse-temurin"));
        assertThat(all("holograph-renderer/kubernetes/weekly/Dockerfile", "(?m)^FROM maven:([^\\s@]+)"))
                .hasSize(2)
                .containsOnly(version("image maven"));
        assertThat(all("docs/examples/pipelines/.gitlab-ci.yml", "image: maven:([^\\s@]+)"))
                .containsExactly(version("image maven"));
    }

    private static String version(String tool) {
        return Pins.ofThisPlugin().all().stream()
                .filter(pin -> pin.tool().equals(tool))
                .findFirst()
                .orElseThrow()
                .version();
    }

    private static String k6Release() throws IOException {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(ROOT.resolve(
                "chaos-adapters/src/main/resources/dev/holograph/chaos/adapters/load/k6/release.properties"))) {
            release.load(in);
        }
        return release.getProperty("version");
    }

    private static List<String> all(String file, String pattern) throws IOException {
        List<String> found = Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(found).as(file).isNotEmpty();
        return found;
    }
}
