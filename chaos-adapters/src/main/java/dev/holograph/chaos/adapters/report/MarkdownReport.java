package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.ReportModel;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * Writes runs into a Markdown file, one section for each scenario. A section is replaced when its scenario runs again;
 * other sections stay, and so does what a person wrote under "Lessons learned", whatever templates the report has.
 */
public final class MarkdownReport {

    private static final String LESSONS = "\n### Lessons learned\n";

    private final ReportTemplates templates;
    private final Consumer<String> warnings;

    /** With the plugin's own templates. */
    public MarkdownReport() {
        this(ReportTemplates.builtIn(), warning -> {});
    }

    /** @param warnings takes warnings */
    public MarkdownReport(ReportTemplates templates, Consumer<String> warnings) {
        this.templates = templates;
        this.warnings = warnings;
    }

    /** The section of one run without what a person wrote. */
    String section(ReportModel model) {
        return section(model, "", "");
    }

    private String section(ReportModel model, String chartFile, String chartImage) {
        return ReportFile.withoutMarks(templates.section(model, chartFile, chartImage)) + LESSONS;
    }

    /** Puts the run into the file, which is made if it is not there, and its picture beside it. */
    public void write(Path file, DetailedReport run) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        write(file, run.report(), ReportPicture.write(file, run));
    }

    /** Puts the run into the file without a picture. */
    public void write(Path file, ReportModel model) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        write(file, model, ReportPicture.of(file, model));
    }

    private void write(Path file, ReportModel model, ReportPicture picture) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        ReportFile known = ReportFile.parse(before);
        if (known.isDamaged()) {
            save(file, before);
        }
        String text = known.with(model, section(model, picture.link(), picture.image()))
                .render();
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Under the first name that is free. */
    private void save(Path file, String text) throws IOException {
        int number = 1;
        Path saved;
        do {
            saved = file.resolveSibling(file.getFileName() + ".saved-" + number++);
        } while (Files.exists(saved));
        Files.writeString(saved, text);
        warnings.accept(file + ": a person wrote where the report is written again, or its marks are damaged."
                + " The file as it was is kept as " + saved.getFileName()
                + "; only what stands under \"Lessons learned\" stays in the report.");
    }
}
