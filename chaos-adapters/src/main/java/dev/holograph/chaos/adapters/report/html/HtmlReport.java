package dev.holograph.chaos.adapters.report.html;

import dev.holograph.chaos.report.DetailedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes runs into an HTML file, one section for each scenario, which is replaced when the scenario runs again. The file
 * loads nothing: scripts, styles and data are in it, and its Content-Security-Policy allows no others.
 */
public final class HtmlReport {

    private final HtmlPage page = new HtmlPage(
            "Chaos report", "Times are seconds after the first request was due. ", "nav.mustache", "section.mustache");

    /** Puts the run into the file, which is made if it is not there. */
    public void write(Path file, DetailedReport report) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String before = Files.exists(file) ? Files.readString(file) : "";
        HtmlFile.Part part = page.part(SectionView.of(report, page::figure));
        HtmlFile all = HtmlFile.parse(before).with(report.report().scenario(), part.nav(), part.section());
        page.write(file, all.parts());
    }
}
