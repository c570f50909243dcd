package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.adapters.markdown.MarkdownFactory;
import dev.holograph.chaos.adapters.markdown.MarkdownSection;
import dev.holograph.chaos.report.ReportModel;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;

/** Makes a scenario's section of ChaosReport.md, without what a person wrote. */
public final class ReportTemplates {

    private final MarkdownSection section;

    private ReportTemplates(TemplateSource source) {
        section = new MarkdownSection(new Factory(source), TemplateSource.WHOLE);
    }

    /** The plugin's own. */
    public static ReportTemplates builtIn() {
        return new ReportTemplates(TemplateSource.builtIn());
    }

    /**
     * Those of a folder, and the plugin's own where it has none of a name. Each is parsed, each name in it looked up in
     * the model, and the whole section is made of samples, before anybody relies on them.
     *
     * @param shown the folder's name in messages
     */
    public static Validated<ReportTemplates> read(Path folder, String shown) {
        try {
            TemplateSource source = TemplateSource.of(folder, shown);
            List<Violation> violations = TemplateCheck.of(source);
            return violations.isEmpty() ? tried(source, shown) : Validated.wrong(violations);
        } catch (IOException e) {
            return Validated.wrong(List.of(new FolderProblem(String.valueOf(e.getMessage()), shown).violation()));
        }
    }

    private static Validated<ReportTemplates> tried(TemplateSource source, String shown) {
        ReportTemplates templates = new ReportTemplates(source);
        try {
            for (boolean isFilled : new boolean[] {true, false}) {
                templates.section.of(
                        SampleValues.of(ReportModel.class, isFilled), SampleValues.of(TemplateValues.class, isFilled));
            }
            return Validated.of(templates);
        } catch (RuntimeException e) {
            return Validated.wrong(List.of(Violation.of(
                    new Location(shown, 1, 1), "the templates cannot be used: " + String.valueOf(e.getMessage()))));
        }
    }

    /**
     * The section of a run.
     *
     * @param chartFile of its picture, relative to the report; empty where there is none
     * @param chartImage the picture as Markdown shows it
     */
    public String section(ReportModel model, String chartFile, String chartImage) {
        return section.of(model, TemplateValues.of(model, chartFile, chartImage));
    }

    /** A problem that has its file in its message already, as {@code FILE: what is wrong}. */
    private record FolderProblem(String message, String shown) {
        Violation violation() {
            int colon = message.indexOf(": ");
            boolean hasFile = message.startsWith(shown) && colon > 0;
            return Violation.of(
                    new Location(hasFile ? message.substring(0, colon) : shown, 1, 1),
                    hasFile ? message.substring(colon + 2) : message);
        }
    }

    private static final class Factory extends MarkdownFactory {

        private final TemplateSource source;

        Factory(TemplateSource source) {
            this.source = source;
        }

        /** A name is the same wherever it stands. */
        @Override
        public String resolvePartialPath(String folder, String name, String extension) {
            return name;
        }

        @Override
        public Reader getReader(String name) {
            return new StringReader(source.text(name));
        }
    }
}
