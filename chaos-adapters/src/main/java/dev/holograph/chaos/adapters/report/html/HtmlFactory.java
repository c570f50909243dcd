package dev.holograph.chaos.adapters.report.html;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.holograph.chaos.report.PlainText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Templates of pages: escapes HTML, as any Mustache does, and takes out before what no text may have. */
final class HtmlFactory extends DefaultMustacheFactory {

    static final String FOLDER = "dev/holograph/chaos/adapters/report/html/";

    /**
     * A whole page.
     *
     * @param note at its end
     */
    record Page(
            String policy,
            String generator,
            String title,
            String note,
            String style,
            String script,
            boolean several,
            List<HtmlFile.Part> parts) {}

    @Override
    public void encode(String value, Writer writer) {
        super.encode(PlainText.of(value), writer);
    }

    static String text(Mustache template, Object scope) {
        StringWriter out = new StringWriter();
        template.execute(out, scope);
        return out.toString();
    }

    /** In one step: nobody reads half a page. */
    static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
