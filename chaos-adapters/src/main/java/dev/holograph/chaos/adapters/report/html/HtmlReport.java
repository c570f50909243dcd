package dev.holograph.chaos.adapters.report.html;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.holograph.chaos.report.DetailedReport;
import dev.holograph.chaos.report.PlainText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;

/**
 * Writes runs into an HTML file, one section for each scenario, which is replaced when the scenario runs again. The file
 * loads nothing: scripts, styles and data are in it, and its Content-Security-Policy allows no others.
 */
public final class HtmlReport {

    private static final String FOLDER = "dev/holograph/chaos/adapters/report/html/";

    private final Mustache page;
    private final Mustache nav;
    private final Mustache section;
    private final Mustache figure;

    public HtmlReport() {
        Inert factory = new Inert();
        page = factory.compile(FOLDER + "page.mustache");
        nav = factory.compile(FOLDER + "nav.mustache");
        section = factory.compile(FOLDER + "section.mustache");
        figure = factory.compile(FOLDER + "figure.mustache");
    }

    /** Puts the run into the file, which is made if it is not there. */
    public void write(Path file, DetailedReport report) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String before = Files.exists(file) ? Files.readString(file) : "";
        SectionView view = SectionView.of(report, shown -> text(figure, shown));
        HtmlFile all = HtmlFile.parse(before).with(report.report().scenario(), text(nav, view), text(section, view));
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, render(all.parts()));
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String render(Collection<HtmlFile.Part> parts) throws IOException {
        Assets assets = Assets.load();
        return text(
                page,
                new Page(
                        assets.policy(),
                        HtmlFile.GENERATOR,
                        "Chaos report",
                        assets.style(),
                        assets.script(),
                        parts.size() > 1,
                        List.copyOf(parts)));
    }

    private record Page(
            String policy,
            String generator,
            String title,
            String style,
            String script,
            boolean several,
            List<HtmlFile.Part> parts) {}

    private static String text(Mustache template, Object scope) {
        StringWriter out = new StringWriter();
        template.execute(out, scope);
        return out.toString();
    }

    /** Escapes HTML, as any Mustache does, and takes out before what no text may have. */
    private static final class Inert extends DefaultMustacheFactory {
        @Override
        public void encode(String value, Writer writer) {
            super.encode(PlainText.of(value), writer);
        }
    }
}
