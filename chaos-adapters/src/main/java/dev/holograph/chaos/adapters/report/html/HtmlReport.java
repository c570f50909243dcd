package dev.holograph.chaos.adapters.report.html;

import com.github.mustachejava.Mustache;
import dev.holograph.chaos.report.DetailedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Writes runs into an HTML file, one section for each scenario, which is replaced when the scenario runs again. The file
 * loads nothing: scripts, styles and data are in it, and its Content-Security-Policy allows no others.
 */
public final class HtmlReport {

    private final Mustache page;
    private final Mustache nav;
    private final Mustache section;
    private final Mustache figure;

    public HtmlReport() {
        HtmlFactory factory = new HtmlFactory();
        page = factory.compile(HtmlFactory.FOLDER + "page.mustache");
        nav = factory.compile(HtmlFactory.FOLDER + "nav.mustache");
        section = factory.compile(HtmlFactory.FOLDER + "section.mustache");
        figure = factory.compile(HtmlFactory.FOLDER + "figure.mustache");
    }

    /** Puts the run into the file, which is made if it is not there. */
    public void write(Path file, DetailedReport report) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String before = Files.exists(file) ? Files.readString(file) : "";
        SectionView view = SectionView.of(report, shown -> HtmlFactory.text(figure, shown));
        HtmlFile all = HtmlFile.parse(before)
                .with(report.report().scenario(), HtmlFactory.text(nav, view), HtmlFactory.text(section, view));
        HtmlFactory.write(file, render(all.parts()));
    }

    private String render(Collection<HtmlFile.Part> parts) throws IOException {
        Assets assets = Assets.load();
        return HtmlFactory.text(
                page,
                new HtmlFactory.Page(
                        assets.policy(),
                        HtmlFile.GENERATOR,
                        "Chaos report",
                        "Times are seconds after the first request was due. ",
                        assets.style(),
                        assets.script(),
                        parts.size() > 1,
                        List.copyOf(parts)));
    }
}
