package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.adapters.markdown.MarkdownSection;
import dev.holograph.chaos.report.ReportModel;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes runs into a Markdown file, one section for each scenario. A section is replaced when its scenario runs again;
 * other sections stay, and so does what a person wrote under "Lessons learned".
 */
public final class MarkdownReport {

    private static final String TEMPLATE = "section.mustache";

    private final MarkdownSection template = new MarkdownSection(TEMPLATE);

    /** The section of one run without what a person wrote. */
    String section(ReportModel model) {
        return template.of(
                model,
                new Present(
                        !model.owner().isEmpty(),
                        !model.hypothesis().isEmpty(),
                        !model.reasons().isEmpty(),
                        !model.behaviour().isEmpty(),
                        !model.suggestedLessons().isEmpty(),
                        !model.failures().isEmpty(),
                        !model.services().isEmpty(),
                        !model.recoveries().isEmpty(),
                        !model.lostIds().isEmpty(),
                        !model.trendRows().isEmpty()));
    }

    /** Puts the run into the file, which is made if it is not there. */
    public void write(Path file, ReportModel model) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String before = Files.exists(file) ? Files.readString(file) : "";
        String text = ReportFile.parse(before).with(model, section(model)).render();
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Mustache has no test for an empty text, and none for a list as a whole. */
    private record Present(
            boolean hasOwner,
            boolean hasHypothesis,
            boolean hasReasons,
            boolean hasBehaviour,
            boolean hasSuggestedLessons,
            boolean hasFailures,
            boolean hasServices,
            boolean hasRecoveries,
            boolean hasLostIds,
            boolean hasTrend) {}
}
