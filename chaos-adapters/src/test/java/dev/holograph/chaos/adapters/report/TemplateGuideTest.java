package dev.holograph.chaos.adapters.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.markdown.MarkdownForms;
import dev.holograph.chaos.report.ReportModel;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page "Report templates" of the guide names all that there is, and its examples are right. */
class TemplateGuideTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "report-templates.md");
    private static final Pattern NAME = Pattern.compile("(?m)^\\| `([A-Za-z.]+)` \\| ([a-z ]+) \\| .+ \\|$");
    private static final Pattern FILE = Pattern.compile("(?m)^\\| `([a-z-]+)\\.mustache` \\|");
    private static final Pattern EXAMPLE =
            Pattern.compile("`([a-z/-]+)\\.mustache`[^`\\n]*:\\n\\n```mustache\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private static String page() throws IOException {
        return Files.readString(PAGE).replace("\r\n", "\n");
    }

    @Test
    void itNamesTheWholeModel() throws IOException {
        Map<String, String> told = new TreeMap<>();
        Matcher row = NAME.matcher(page());
        while (row.find()) {
            told.put(row.group(1), row.group(2));
        }
        Map<String, String> model = new TreeMap<>();
        for (Type scope : List.of(MarkdownForms.class, ReportModel.class, TemplateValues.class)) {
            collect("", scope, model);
        }
        assertThat(told).isEqualTo(model);
        assertThat(page()).contains("## The model, version " + TemplateValues.VERSION);
    }

    private static void collect(String prefix, Type scope, Map<String, String> model) {
        TemplateNames.members(scope).forEach((name, type) -> {
            boolean isOfTexts = TemplateNames.isList(type) && TemplateNames.element(type) == String.class;
            model.put(
                    prefix + name,
                    TemplateNames.isForm(type)
                            ? "form"
                            : isOfTexts
                                    ? "list of texts"
                                    : TemplateNames.isList(type)
                                            ? "list"
                                            : type == String.class ? "text" : "yes or no");
            collect(prefix + name + ".", TemplateNames.element(type), model);
        });
    }

    @Test
    void itNamesAllParts() throws IOException {
        List<String> files =
                FILE.matcher(page()).results().map(found -> found.group(1)).toList();
        assertThat(files).first().isEqualTo(TemplateSource.WHOLE);
        assertThat(files.subList(1, files.size())).isEqualTo(TemplateSource.PARTS);
    }

    @Test
    void itsExamplesAreRight() throws IOException {
        Matcher example = EXAMPLE.matcher(page());
        int count = 0;
        while (example.find()) {
            Path file = folder.resolve(example.group(1) + ".mustache");
            Files.createDirectories(file.getParent());
            Files.writeString(file, example.group(2));
            count++;
        }
        assertThat(count).isEqualTo(4);

        String section = ReportTemplates.read(folder, "report-templates")
                .get()
                .section(SampleValues.of(ReportModel.class, true), "", "");

        assertThat(section)
                .contains(
                        "### What we promise\n\n- `objective`: judged, result\n\n### System behaviour",
                        "\nAll runs: `https://dashboards.example.org/chaos/scenario`\n\n### All findings")
                .endsWith("### Who to call\n\nowner: see the team's page.\n");
    }
}
