package dev.holograph.chaos.adapters.report.html;

import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The templates of one kind of page: of its frame, of a line of the list at the top, of a section, and of a chart. */
final class HtmlPage {

    private final String title;
    private final String note;
    private final Mustache page;
    private final Mustache nav;
    private final Mustache section;
    private final Mustache figure;

    /**
     * @param note at the end of the page; empty if there is none
     * @param nav name of the template of a line of the list
     * @param section name of the template of a section
     */
    HtmlPage(String title, String note, String nav, String section) {
        HtmlFactory factory = new HtmlFactory();
        this.title = title;
        this.note = note;
        this.page = factory.compile(HtmlFactory.FOLDER + "page.mustache");
        this.nav = factory.compile(HtmlFactory.FOLDER + nav);
        this.section = factory.compile(HtmlFactory.FOLDER + section);
        this.figure = factory.compile(HtmlFactory.FOLDER + "figure.mustache");
    }

    /** @param view what both templates show */
    HtmlFile.Part part(Object view) {
        return new HtmlFile.Part(HtmlFactory.text(nav, view), HtmlFactory.text(section, view));
    }

    String figure(SectionView.FigureView shown) {
        return HtmlFactory.text(figure, shown);
    }

    /** Makes the file anew, in one step. */
    void write(Path file, Collection<HtmlFile.Part> parts) throws IOException {
        Assets assets = Assets.load();
        HtmlFactory.write(
                file,
                HtmlFactory.text(
                        page,
                        new HtmlFactory.Page(
                                assets.policy(),
                                HtmlFile.GENERATOR,
                                title,
                                note,
                                assets.style(),
                                assets.script(),
                                parts.size() > 1,
                                List.copyOf(parts))));
    }
}
