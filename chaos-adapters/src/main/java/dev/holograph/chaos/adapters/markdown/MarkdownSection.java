package dev.holograph.chaos.adapters.markdown;

import com.github.mustachejava.Mustache;
import java.io.StringWriter;
import java.util.List;

/** A Mustache template that makes Markdown, in which texts from elsewhere are inert. */
public final class MarkdownSection {

    private final Mustache template;

    /** @param name of a resource, below {@code adapters.report} */
    public MarkdownSection(String name) {
        this(new MarkdownFactory(), "dev/holograph/chaos/adapters/report/" + name);
    }

    /** @param name of a template that the factory finds */
    public MarkdownSection(MarkdownFactory factory, String name) {
        template = factory.compile(name);
    }

    /** Renders the section with these values: the last one that has a name wins. */
    public String of(Object... values) {
        StringWriter out = new StringWriter();
        Object[] scopes = new Object[values.length + 1];
        scopes[0] = MarkdownForms.ALL;
        System.arraycopy(values, 0, scopes, 1, values.length);
        template.execute(out, List.of(scopes));
        return out.toString().stripTrailing() + "\n";
    }
}
