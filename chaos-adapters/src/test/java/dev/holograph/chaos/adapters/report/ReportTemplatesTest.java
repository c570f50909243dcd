package dev.holograph.chaos.adapters.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates of a project: what they change, and what is refused before a run. */
class ReportTemplatesTest {

    private static final ReportModel MODEL = SampleValues.of(ReportModel.class, true);

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void aFolder() throws IOException {
        folder = Files.createDirectories(root.resolve("templates"));
    }

    private void template(String name, String text) throws IOException {
        Path file = folder.resolve(name + ".mustache");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Validated<ReportTemplates> read() {
        return ReportTemplates.read(folder, "templates");
    }

    private String section() {
        return section(MODEL);
    }

    private String section(ReportModel model) {
        Validated<ReportTemplates> templates = read();
        assertThat(messages(templates)).isEmpty();
        return templates.get().section(model, "", "");
    }

    private static List<String> messages(Validated<?> checked) {
        return checked.violations().stream().map(Violation::message).toList();
    }

    @Test
    void replacesAPartAndLeavesTheOthers() throws IOException {
        template(
                "objectives",
                "### What we promise\n\n{{#objectives}}\n- {{#code}}{{{objective}}}{{/code}}: {{result}}\n{{/objectives}}\n\n");

        assertThat(section())
                .isEqualTo(ReportTemplates.builtIn()
                        .section(MODEL, "", "")
                        .replaceFirst(
                                "(?s)### Objectives.*?### System behaviour",
                                "### What we promise\n\n- `objective`: result\n\n### System behaviour"));
    }

    @Test
    void addsToAPartAndAtTheEnd() throws IOException {
        template("trend", "{{> default/trend}}\n[All runs](https://example.org/{{scenario}})\n\n");
        template(
                "extra",
                "### Who to call\n\n{{> teams/{{name}}}}".replace("{{> teams/{{name}}}}", "{{> teams/call}}\n"));
        template("teams/call", "{{#line}}{{owner}}{{/line}}, day and night\n");

        assertThat(section())
                .contains("### Trend\n", "\n[All runs](https://example.org/scenario)\n\n### All findings")
                .endsWith("- suggestedLessons\n\n### Who to call\n\nowner, day and night\n");
    }

    @Test
    void replacesTheWholeSection() throws IOException {
        template("section", "## {{title}}\n\n{{> heading}}\n{{> own}}\n");
        template("own", "The end of {{run}}.\n");

        assertThat(section()).startsWith("## title\n\n## verdict: title\n").endsWith("\nThe end of run.\n");
    }

    @Test
    void whatAPersonWroteStaysWhateverTheTemplateSays() throws IOException {
        template("section", "Only {{verdict}}. {{{title}}}\n");
        Path file = root.resolve("Report.md");
        List<String> warnings = new ArrayList<>();
        MarkdownReport report = new MarkdownReport(read().get(), warnings::add);

        report.write(file, MODEL);
        String lesson = "Raise the pool.\n\n{{verdict}} <!-- lessons -->\n\nAgain.";
        Files.writeString(file, Files.readString(file).replaceFirst("_Write here.*_", lesson));
        report.write(file, MODEL);
        new MarkdownReport().write(file, MODEL);
        report.write(file, MODEL);

        assertThat(Files.readString(file))
                .endsWith("Only verdict. title\n\n### Lessons learned\n<!-- lessons -->\n" + lesson
                        + "\n<!-- end: scenario -->\n");
        assertThat(warnings).isEmpty();
    }

    /** Three braces put a text there as it is. */
    @Test
    void noForeignTextActsAsAMarkOfTheFile() throws IOException {
        template("section", "{{#reasons}}\n{{{.}}}\n{{/reasons}}\n");
        ReportModel hostile = SampleValues.of(ReportModel.class, true);
        hostile = withReasons(hostile, "<!-- lessons -->\nNot a lesson.\n<!-- end: scenario -->");
        Path file = root.resolve("Report.md");
        MarkdownReport report = new MarkdownReport(read().get(), warning -> {});
        report.write(file, hostile);
        Files.writeString(file, Files.readString(file).replaceFirst("_Write here.*_", "A lesson."));

        report.write(file, hostile);

        assertThat(Files.readString(file))
                .endsWith("### Lessons learned\n<!-- lessons -->\nA lesson.\n<!-- end: scenario -->\n")
                .containsOnlyOnce("\n<!-- lessons -->");
    }

    private static ReportModel withReasons(ReportModel m, String reason) {
        return new ReportModel(
                m.scenario(),
                m.title(),
                m.hypothesis(),
                m.owner(),
                m.links(),
                m.verdict(),
                m.summary(),
                List.of(reason),
                m.otherFindings(),
                m.objectives(),
                m.behaviour(),
                m.chart(),
                m.phases(),
                m.failures(),
                m.services(),
                m.recovery(),
                m.recoveries(),
                m.lostWrites(),
                m.lostIds(),
                m.faults(),
                m.trend(),
                m.trendRows(),
                m.suggestedLessons(),
                m.run(),
                m.started(),
                m.took(),
                m.environment(),
                m.load(),
                m.versions(),
                m.seed());
    }

    /** What the guide says of the specification's features, each tried. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a value; {{verdict}}; verdict",
                "a value as it is; {{{verdict}}} {{&title}}; verdict title",
                "a list; {{#reasons}}<{{.}}>{{/reasons}}; <reasons>",
                "a text in a section; {{#owner}}of {{owner}}{{/owner}}; of owner",
                "an inverted section; {{^faults}}none{{/faults}}{{^hasOwner}}nobody's{{/hasOwner}}{{verdict}}; verdict",
                "an outer name in a list; {{#faults}}{{verdict}} {{name}}{{/faults}}; verdict name",
                "a list in a list; {{#faults}}{{#evidence}}{{.}}{{/evidence}}{{/faults}}; evidence",
                "a comment; a{{! b }}c; ac",
                "other delimiters; {{=<% %>=}}<% verdict %> {{verdict}}; verdict {{verdict}}",
                "a form; {{#code}}{{{run}}}{{/code}}; `run`",
                "the version; {{! model 1 }}{{modelVersion}}; modelVersion"
            })
    void hasTheFeaturesThatTheGuideNames(String feature, String template, String expected) throws IOException {
        template("section", template);
        String made = section();
        assertThat(made.strip()).as(feature).isEqualTo(expected.equals("modelVersion") ? "1" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{{verdikt}}; templates/section.mustache:1:3: unknown name 'verdikt'; did you mean 'verdict'? Allowed: ",
                "a\\nb {{#objectives}}\\n  {{objektive}}{{/objectives}}; templates/section.mustache:3:5: unknown name 'objektive'; did you mean 'objective'?",
                "{{^faults}}{{#hasOwner}}{{ovner}}{{/hasOwner}}{{/faults}}; section.mustache:1:27: unknown name 'ovner'; did you mean 'owner'?",
                "{{#faults}}{{evidence.length}}{{/faults}}; unknown name 'evidence.length'",
                "{{title.class}}; unknown name 'title.class'",
                "{{class}}; unknown name 'class'",
                "{{hashCode}}; unknown name 'hashCode'",
                "{{objectives}}; 'objectives' is a list; use {{#objectives}} … {{/objectives}}",
                "{{#objectives}}{{.}}{{/objectives}}; '.' is no text but has parts",
                "{{line}}; 'line' changes a text; use {{#line}}",
                "{{^line}}x{{/line}}; 'line' changes a text and is neither true nor false",
                "x\\n{{#faults}}\\ny; templates/section.mustache:2:1: {{#faults}} is never closed; close it by {{/faults}}",
                "{{#faults}}{{#hasOwner}}{{/faults}}{{/hasOwner}}; :1:1: {{/faults}} stands where {{#hasOwner}} is to be closed",
                "x\\n\\n{{/faults}}; templates/section.mustache:3:1: {{/faults}} closes nothing",
                "a\\n{{verdict; templates/section.mustache:2:1: a tag is not closed",
                "a\\n{{}}; a tag without a name",
                "{{{verdict}}; a tag is not closed",
                "{{=<%=}}; this is no Mustache template: Invalid delimiter string",
                "{{> ../secret}}; templates/section.mustache:1:5: template '../secret' is outside of the folder of templates",
                "{{> /etc/passwd}}; template '/etc/passwd' is outside of the folder",
                "{{> C:\\secret}}; template 'C:\\secret' is outside of the folder",
                "{{> objektives}}; :1:5: unknown template 'objektives'; did you mean 'objectives'?",
                "{{> section}}; template 'section' includes itself: section → section; to add to the plugin's own, include 'default/section'",
                "{{>*verdict}}; a report's template is included by its own name",
                "{{<heading}}{{$a}}x{{/a}}{{/heading}}; templates of a report do not inherit",
                "{{%TRUSTED}}; templates of a report have no pragmas",
                "x\\n <!-- lessons -->; templates/section.mustache:2:2: '<!-- lessons' is one of the marks",
                "x\\n{{! model 2 }}; templates/section.mustache:2:1: this template is written for version 2 of the model, and this plugin has version 1",
            })
    void refusesWithFileAndLine(String template, String message) throws IOException {
        template("section", template.replace("\\n", "\n"));
        assertThat(messages(read())).singleElement().asString().contains(message);
    }

    @Test
    void allMistakesOfAllFilesAreSaidAtOnce() throws IOException {
        template("heading", "{{verdikt}}\n{{titel}}\n");
        template("trend", "{{#trendRows}}\n");

        assertThat(messages(read()))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("templates/heading.mustache:1:3: unknown name 'verdikt'"),
                        two -> assertThat(two).startsWith("templates/heading.mustache:2:3: unknown name 'titel'"),
                        three -> assertThat(three).startsWith("templates/trend.mustache:1:1: {{#trendRows}} is never"));
    }

    @Test
    void aTemplateThatNothingIncludesIsASlip() throws IOException {
        template("objektives", "x\n");
        assertThat(messages(read()))
                .singleElement()
                .asString()
                .startsWith("templates/objektives.mustache:1:1: unknown part of the report 'objektives'; did you mean"
                        + " 'objectives'?");

        Files.delete(folder.resolve("objektives.mustache"));
        template("section", "nothing else\n");
        template("objectives", "x\n");
        assertThat(messages(read()))
                .containsExactly("templates/objectives.mustache:1:1: no template includes 'objectives', so that it is"
                        + " never shown");
    }

    @Test
    void aFolderThatCannotBeReadIsSaid() throws IOException {
        assertThat(messages(read()))
                .containsExactly("templates:1:1: there is no template in this folder: no file whose name ends in"
                        + " .mustache");
        assertThat(messages(ReportTemplates.read(root.resolve("tmpl"), "tmpl")))
                .singleElement()
                .asString()
                .startsWith("tmpl:1:1: there is no such folder");
        Path file = Files.writeString(root.resolve("file"), "x");
        assertThat(messages(ReportTemplates.read(file, "file")))
                .singleElement()
                .asString()
                .contains("this is no folder");

        Files.write(folder.resolve("trend.mustache"), new byte[] {'a', (byte) 0xff});
        assertThat(messages(read())).containsExactly("templates/trend.mustache:1:1: this file is not UTF-8");
    }

    @Test
    void aLinkToOutsideOfTheFolderIsRefused() throws IOException {
        Path secret = Files.writeString(root.resolve("secret"), "password");
        Files.createSymbolicLink(folder.resolve("trend.mustache"), secret);

        assertThat(messages(read()))
                .containsExactly("templates/trend.mustache:1:1: this is a link to outside of the folder templates");
    }
}
