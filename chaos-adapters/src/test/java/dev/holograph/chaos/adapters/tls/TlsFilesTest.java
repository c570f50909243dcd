package dev.holograph.chaos.adapters.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.plan.Tls.PemFile;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with PEM files is told with the place that names them. */
class TlsFilesTest {

    @TempDir
    private Path folder;

    private static List<String> mistakes(Tls tls) {
        TargetSpec target = new TargetSpec(
                "shop", null, false, null, "https://localhost", null, tls, new Location("here.yaml", 1, 1));
        return TlsFiles.violations(new Environment(
                        "here",
                        "here.yaml",
                        "Here",
                        List.of(),
                        Map.of("shop", target),
                        Map.of(),
                        DriverChoice.AUTO,
                        null))
                .stream()
                .map(Violation::message)
                .toList();
    }

    private PemFile file(String text, int line) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "some", ".pem"), text);
        return new PemFile(file, "some.pem", new Location("here.yaml", line, 12));
    }

    @Test
    void rightOnesAreNoMistake() {
        assertThat(mistakes(Certificates.withClient())).isEmpty();
        assertThat(mistakes(Tls.STANDARD)).isEmpty();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        PemFile missing = new PemFile(folder.resolve("none.pem"), "none.pem", new Location("here.yaml", 5, 12));
        PemFile encrypted =
                file("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", 7);

        assertThat(mistakes(new Tls(missing, file("not at all", 6), encrypted, false)))
                .hasSize(3)
                .anySatisfy(one -> assertThat(one)
                        .contains("here.yaml:5:12", "there is no file 'none.pem'; paths are relative to the project"))
                .anySatisfy(one -> assertThat(one).contains("here.yaml:6:12", "has no certificate: it is not PEM"))
                .anySatisfy(one -> assertThat(one)
                        .contains("here.yaml:7:12", "it has ENCRYPTED PRIVATE KEY", "openssl pkcs8 -topk8 -nocrypt"));
    }

    @Test
    void aFolderInPlaceOfAFileIsTold() {
        PemFile place = new PemFile(folder, "certificates", new Location("here.yaml", 5, 12));

        assertThat(mistakes(new Tls(place, null, null, false)))
                .singleElement()
                .asString()
                .contains("'certificates' is a folder; name the PEM file in it");
    }

    @Test
    void aKeyOfAnotherCertificateIsTold() {
        Tls both = Certificates.withClient();
        Tls mixed = new Tls(
                both.trust(),
                both.certificate(),
                Certificates.pair(Certificates.GOOD).key(),
                false);

        assertThat(mistakes(mixed)).singleElement().asString().contains("is not the key of the first certificate in");
    }
}
