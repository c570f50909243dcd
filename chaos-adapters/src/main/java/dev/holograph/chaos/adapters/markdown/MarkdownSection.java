package dev.holograph.chaos.adapters.markdown;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;

/** A Mustache template that makes Markdown, in which texts from elsewhere are inert. */
public final class MarkdownSection {

    private final Mustache template;

    /** @param name of a resource, below {@code adapters.report} */
    public MarkdownSection(String name) {
        template = new Inert().compile("dev/holograph/chaos/adapters/report/" + name);
    }

    /** Of these values: what is not found in the last one is looked for in those before it. */
    public String of(Object... values) {
        StringWriter out = new StringWriter();
        Object[] scopes = new Object[values.length + 1];
        scopes[0] = new Forms(MarkdownText::line, MarkdownText::code, MarkdownText::cell, MarkdownText::quote);
        System.arraycopy(values, 0, scopes, 1, values.length);
        template.execute(out, List.of(scopes));
        return out.toString().stripTrailing() + "\n";
    }

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
