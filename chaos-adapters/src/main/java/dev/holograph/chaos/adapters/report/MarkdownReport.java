package dev.holograph.chaos.adapters.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.holograph.chaos.report.ReportModel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;

/**
 * Writes runs into a Markdown file, one section for each scenario. A section is replaced when its scenario runs again;
 * other sections stay, and so does what a person wrote under "Lessons learned".
 */
public final class MarkdownReport {

    private static final String TEMPLATE = "section.mustache";

    private final Mustache template;

    public MarkdownReport() {
        template = new Inert().compile("dev/holograph/chaos/adapters/report/" + TEMPLATE);
    }

    /** The section of one run without what a person wrote. */
    String section(ReportModel model) {
        StringWriter out = new StringWriter();
        template.execute(
                out,
                List.of(
                        model,
                        new Forms(MarkdownText::line, MarkdownText::code, MarkdownText::cell, MarkdownText::quote),
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
                                !model.trendRows().isEmpty())));
        return out.toString().stripTrailing() + "\n";
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

    /** Around a text in three braces it becomes a code span; around others a single line, a cell of a table, or a quotation. */
    private record Forms(
            Function<String, String> line,
            Function<String, String> code,
            Function<String, String> cell,
            Function<String, String> quote) {}

    /** Markdown, not HTML: what would act as either is made inert. */
    private static final class Inert extends DefaultMustacheFactory {
        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(MarkdownText.inert(value));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
