package dev.holograph.chaos.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page has a row of every system that is simulated, and the tests that it names are there. */
class TrustPageTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGE = ROOT.resolve("docs/trust.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void everySystemHasItsRow() throws IOException {
        String page = Files.readString(PAGE);
        List<String> lacking = Stream.of(Kind.values())
                .map(Kind::words)
                .filter(words -> !page.contains("\n| " + words + " | "))
                .toList();
        assertThat(lacking).as("simulated, and in no row of %s", PAGE).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/trust.md", "docs/guide/green.md"})
    void everyTestThatAPageNamesIsThere(String page) throws IOException {
        Set<String> named = TEST.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(test -> test.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(5);
        named.removeAll(tests());
        assertThat(named).as("tests that %s names and nobody has", page).isEmpty();
    }

    private static Set<String> tests() throws IOException {
        List<Path> folders = new ArrayList<>(List.of(ROOT.resolve("src/it/java")));
        try (Stream<Path> modules = Files.list(ROOT)) {
            modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .forEach(folders::add);
        }
        Set<String> tests = new TreeSet<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith("Test.java"))
                        .forEach(name -> tests.add(name.substring(0, name.length() - ".java".length())));
            }
        }
        return tests;
    }
}
