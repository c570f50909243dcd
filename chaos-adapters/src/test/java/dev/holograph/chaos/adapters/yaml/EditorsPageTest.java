package dev.holograph.chaos.adapters.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The guide's table of what a JSON Schema lets pass, held against every mistake that a golden file of the readers has.
 * The last column of the table has messages in which {@code …} stands for anything.
 */
class EditorsPageTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGE = ROOT.resolve("docs/guide/editors.md");
    private static final String TABLE = "| kind of mistake | example | the plugin's message |";
    private static final Pattern MESSAGE = Pattern.compile("bad\\.yaml:(\\d+):(\\d+): (.*)");
    private static final Pattern MISSING = Pattern.compile("'(\\w+)' is missing; .*");

    /** @param place file, line and column, with the message */
    private record Mistake(String place, String message) {}

    @Test
    void namesEveryKindOfMistakeThatTheSchemasLetPass() throws IOException {
        Map<String, Pattern> rows = rows();
        List<String> lacking = new ArrayList<>();
        Set<String> unused = new LinkedHashSet<>(rows.keySet());
        for (Mistake mistake : unmarked()) {
            List<String> kinds = rows.entrySet().stream()
                    .filter(row -> row.getValue().matcher(mistake.message()).matches())
                    .map(Map.Entry::getKey)
                    .toList();
            if (kinds.isEmpty()) {
                lacking.add(mistake.place() + ": " + mistake.message());
            }
            kinds.forEach(unused::remove);
        }
        assertThat(lacking).as("mistakes that are in no row of %s", PAGE).isEmpty();
        assertThat(unused).as("messages of the table that no golden file needs").isEmpty();
    }

    /** All mistakes of files that are YAML, at whose places the published schema sees nothing. */
    private static List<Mistake> unmarked() throws IOException {
        List<Mistake> unmarked = new ArrayList<>();
        int marked = 0;
        for (String[] corpus : new String[][] {{"bad", "scenario"}, {"bad-environments", "environment"}}) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Files.readString(ROOT.resolve("docs/schemas/" + corpus[1] + ".schema.json")));
            Path folder = ROOT.resolve("chaos-adapters/src/test/resources/yaml/" + corpus[0]);
            for (Path file : files(folder)) {
                String yaml = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                if (!EditorView.isYaml(yaml)) {
                    continue; // the editor's own parser marks it
                }
                List<Error> errors = EditorView.errors(schema, yaml);
                Path golden = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));
                for (String line : Files.readAllLines(golden)) {
                    Matcher told = MESSAGE.matcher(line);
                    if (!told.matches()) {
                        continue; // the quoted line below a message
                    }
                    Matcher missing = MISSING.matcher(told.group(3));
                    if (EditorView.isMarked(
                            errors,
                            yaml,
                            Integer.parseInt(told.group(1)),
                            Integer.parseInt(told.group(2)),
                            missing.matches() ? missing.group(1) : "")) {
                        marked++;
                    } else {
                        unmarked.add(new Mistake(
                                corpus[0] + "/" + file.getFileName() + ":" + told.group(1) + ":" + told.group(2),
                                told.group(3)));
                    }
                }
            }
        }
        assertThat(marked).isGreaterThan(100);
        return unmarked;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(one -> one.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    /** The messages of the table's last column. */
    private static Map<String, Pattern> rows() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        assertThat(lines).contains(TABLE);
        Map<String, Pattern> rows = new LinkedHashMap<>();
        for (String line : lines.subList(lines.indexOf(TABLE) + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            String messages = line.substring(line.lastIndexOf(" | ") + 3, line.lastIndexOf(" |"));
            for (String message : messages.split("<br>")) {
                String text = message.strip().replaceAll("^`+ ?| ?`+$", "");
                rows.put(
                        text,
                        Pattern.compile(Arrays.stream(text.split("…", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*"))));
            }
        }
        return rows;
    }
}
