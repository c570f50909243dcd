package dev.holograph.chaos.application.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a jar to the files of a pack, and what no pack may do. */
class PackTest {

    private static final PackReference REFERENCE = new PackReference("resilience", "com.acme:pack:1.2.0");

    @TempDir
    private Path folder;

    private Path jar(Map<String, byte[]> entries) throws IOException {
        Path jar = Files.createTempFile(folder, "pack", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }

    private Pack pack(String... namesAndTexts) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            entries.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return Pack.ofJar(REFERENCE, jar(entries), folder.resolve("packs"));
    }

    @Test
    void whatLiesInItsPlaceIsTakenAndNothingElse() throws Exception {
        Pack pack = pack(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n",
                "com/acme/Tool.class", "no scenario",
                "META-INF/chaos/scenarios/latency.yaml", "title: one",
                "META-INF/chaos/scripts/shop.js", "export default function () {}");

        assertThat(pack.folder().resolve("scenarios/latency.yaml")).hasContent("title: one");
        try (Stream<Path> all = Files.walk(pack.folder())) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(2);
        }
        assertThat(pack.shown(pack.folder().resolve("scenarios/latency.yaml")))
                .isEqualTo("com.acme:pack:1.2.0!scenarios/latency.yaml");
        assertThat(pack.line()).isEqualTo("pack resilience: com.acme:pack:1.2.0, sha256 " + pack.digest());
    }

    /** The digest is that of the content, not of the jar, whose times may differ from build to build. */
    @Test
    void oneContentHasOneDigestAndAnotherByteAnother() throws Exception {
        Pack one = pack("META-INF/chaos/scenarios/a.yaml", "title: one");
        Pack same = pack("x.txt", "more", "META-INF/chaos/scenarios/a.yaml", "title: one");
        Pack other = pack("META-INF/chaos/scenarios/a.yaml", "title: two");

        assertThat(same).isEqualTo(one);
        assertThat(other.digest()).isNotEqualTo(one.digest());
        assertThat(other.folder()).isNotEqualTo(one.folder());
    }

    @Test
    void filesThatSomebodyChangedInTheOutputAreReplaced() throws Exception {
        Pack pack = pack("META-INF/chaos/scenarios/a.yaml", "title: one");
        Files.writeString(pack.folder().resolve("scenarios/a.yaml"), "title: changed");

        assertThat(pack("META-INF/chaos/scenarios/a.yaml", "title: one")).isEqualTo(pack);
        assertThat(pack.folder().resolve("scenarios/a.yaml")).hasContent("title: one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../outside.yaml", "scenarios/../../outside.yaml", "/outside.yaml", "a\\b.yaml", "C:x.yaml"})
    void anEntryThatLeadsOutIsRefused(String name) {
        assertThatThrownBy(() -> pack("META-INF/chaos/" + name, "text"))
                .isInstanceOf(PackException.class)
                .hasMessage("the pack 'resilience' (com.acme:pack:1.2.0) has the entry '" + name
                        + "', which leads out of the pack, or too deep into it; nothing of it is used");
        assertThat(folder.resolve("outside.yaml")).doesNotExist();
        assertThat(folder.resolve("packs")).isEmptyDirectory();
    }

    @Test
    void tooManyTooLargeAndTooDeepIsRefused() throws Exception {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i <= PackFolder.MOST_FILES; i++) {
            many.put("META-INF/chaos/scenarios/" + i + ".yaml", new byte[0]);
        }
        Path jarOfMany = jar(many);
        Path jarOfLarge = jar(Map.of("META-INF/chaos/data.csv", new byte[(int) PackFolder.MOST_BYTES + 1]));

        assertThatThrownBy(() -> Pack.ofJar(REFERENCE, jarOfMany, folder.resolve("packs")))
                .hasMessageContaining("has more than 1000 files; a pack holds scenarios, scripts and their data alone");
        assertThatThrownBy(() -> Pack.ofJar(REFERENCE, jarOfLarge, folder.resolve("packs")))
                .hasMessageContaining("has more than 20 MiB");
        assertThatThrownBy(() -> pack("META-INF/chaos/" + "d/".repeat(10) + "x.yaml", ""))
                .hasMessageContaining("too deep into it");
    }

    @Test
    void twoEntriesOfAlmostOneNameAreRefused() {
        assertThatThrownBy(() -> pack("META-INF/chaos/scenarios/a.yaml", "", "META-INF/chaos/scenarios/A.yaml", ""))
                .hasMessageContaining("has two entries 'META-INF/chaos/scenarios/A.yaml'");
    }

    /** {@code zip -y} marks an entry as a link, whose text is where it leads: nobody follows it. */
    @Test
    void anEntryThatIsMarkedAsALinkIsTheTextOfItsTarget() throws Exception {
        String target =
                Files.writeString(folder.resolve("secret.txt"), "secret").toString();
        Path jar = jar(Map.of("META-INF/chaos/scripts/shop.js", target.getBytes(StandardCharsets.UTF_8)));
        markAsLink(jar);

        Path file = Pack.ofJar(REFERENCE, jar, folder.resolve("packs")).folder().resolve("scripts/shop.js");

        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(file).hasContent(target);
    }

    /** Of the only entry: made by Unix, with the mode of a link, in the central directory (APPNOTE.TXT 4.3.12). */
    private static void markAsLink(Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.length - 22; // without a comment
        int central = zip.getInt(end + 16);
        assertThat(zip.getInt(central)).isEqualTo(0x02014b50);
        zip.put(central + 5, (byte) 3);
        zip.putInt(central + 38, 0120777 << 16);
        Files.write(jar, bytes);
    }

    @Test
    void aJarWithoutAPackIsNone() {
        assertThatThrownBy(() -> pack("com/acme/Tool.class", ""))
                .hasMessage("the pack 'resilience' (com.acme:pack:1.2.0) is no pack: it has no folder META-INF/chaos/");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights of their own there")
    void aFolderWithALinkIsNoPack() throws Exception {
        Path made = Files.createDirectories(folder.resolve("made/scenarios"));
        Files.createSymbolicLink(made.resolve("a.yaml"), Files.createTempFile(folder, "other", ".yaml"));

        assertThatThrownBy(() -> Pack.made(folder.resolve("made")))
                .hasMessage("the pack in src/main/resources/META-INF/chaos has 'scenarios/a.yaml', which is neither a"
                        + " file nor a folder; a pack holds no links");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | com.acme:pack | 'com.acme:pack' names no artifact; write groupId:artifactId:version, or git+https://…#REF",
                "a | '' | '' names no artifact; write groupId:artifactId:version, or git+https://…#REF",
                "a | com.acme:pack:[1.0,) | '[1.0,)' is no version but a range of them",
                "a | com.acme:pack:LATEST | 'LATEST' is no version but a range of them",
                "a | com.acme:../x:1.0 | '../x' of 'com.acme:../x:1.0' is no part of coordinates",
                "a | https://me:pa55@git.example/x.git#main | a URL is no artifact; a Git repository is written git+https://",
                "Bad Name | com.acme:pack:1.0 | 'Bad Name' is no name of a pack; use up to 40 small letters"
            },
            quoteCharacter = '"')
    void aReferenceThatNamesNoOneVersionIsRefused(String name, String coordinates, String message) {
        assertThatThrownBy(() -> PackReference.of(name, coordinates.equals("''") ? "" : coordinates))
                .isInstanceOf(PackException.class)
                .hasMessageStartingWith("<packs> in the POM, or -Dchaos.pack." + name + ": " + message);
    }
}
