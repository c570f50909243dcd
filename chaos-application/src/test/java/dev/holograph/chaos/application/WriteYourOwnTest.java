package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's page for those who bring their own kinds shows the example that src/it builds and runs. */
class WriteYourOwnTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final String EXAMPLE = "src/it/projects/own-kinds/";

    /** A file of the example and what the page says that is in it; as yml, since the kinds of the YAML are its own. */
    private static final Pattern SHOWN =
            Pattern.compile("`(" + EXAMPLE + "[^`]+)`:\n\n```\\w+\n(.*?)```\n", Pattern.DOTALL);

    @Test
    void thePageShowsTheFilesOfTheExample() throws IOException {
        String page = text(ROOT.resolve("docs/guide/write-your-own.md"));
        List<String> shown = new ArrayList<>();
        for (MatchResult file : SHOWN.matcher(page).results().toList()) {
            shown.add(file.group(1));
            assertThat(file.group(2)).as(file.group(1)).isEqualTo(text(ROOT.resolve(file.group(1))));
        }
        assertThat(shown).containsAll(sources());
    }

    /** Whatever the artifact consists of; what its package is about needs no example. */
    private static List<String> sources() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT.resolve(EXAMPLE).resolve("kinds/src"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).replace("\r\n", "\n");
    }
}
