package dev.holograph.chaos.adapters.markdown;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.DefaultMustacheVisitor;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compiles Mustache templates that make Markdown, in which texts from elsewhere are inert. Templates see the components of
 * records and nothing else of Java. As the Mustache specification wants it, a partial alone on its line leaves no empty
 * line behind; the library's own factory leaves one.
 */
public class MarkdownFactory extends DefaultMustacheFactory {

    /** Compiles templates on the class path. */
    public MarkdownFactory() {
        setObjectHandler(new RecordsOnly());
    }

    /** Markdown, not HTML: what would act as either is made inert. */
    @Override
    public void encode(String value, Writer writer) {
        try {
            writer.write(MarkdownText.inert(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public MustacheVisitor createMustacheVisitor() {
        return new StandalonePartials(this);
    }

    private static final class StandalonePartials extends DefaultMustacheVisitor {

        private boolean isAfterPartial;

        StandalonePartials(DefaultMustacheFactory factory) {
            super(factory);
        }

        @Override
        public void partial(TemplateContext context, String name, String indent) {
            super.partial(context, name, indent);
            isAfterPartial = context.startOfLine();
        }

        @Override
        public void write(TemplateContext context, String text) {
            boolean isRestOfLine = isAfterPartial && text.isBlank() && text.endsWith("\n");
            isAfterPartial = isAfterPartial && text.isBlank() && !isRestOfLine;
            if (!isRestOfLine) {
                super.write(context, text);
            }
        }
    }

    /** Otherwise a template could call any method without parameters, as of a text's class. */
    private static final class RecordsOnly extends ReflectionObjectHandler {
        @Override
        @SuppressWarnings("rawtypes") // as it is declared there
        protected @Nullable AccessibleObject findMember(Class type, String name) {
            return type.isRecord()
                            && Arrays.stream(type.getRecordComponents())
                                    .map(RecordComponent::getName)
                                    .anyMatch(name::equals)
                    ? super.findMember(type, name)
                    : null;
        }
    }
}
