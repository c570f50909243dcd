package dev.holograph.chaos.adapters.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.DefaultMustacheVisitor;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Has Mustache.java parse a template, and keeps its tags with their lines. */
final class TemplateParser extends DefaultMustacheFactory {

    private static final Pattern MISMATCH =
            Pattern.compile("Mismatched start/end tags: (.*) != (.*) in .*:(\\d+)", Pattern.DOTALL);

    private static final Pattern LINE = Pattern.compile(":(\\d+)");

    private static final Pattern OPEN = Pattern.compile("Failed to close '(.*)' tag", Pattern.DOTALL);

    private final Map<Mustache, List<TemplateNode>> bodies = new IdentityHashMap<>();

    /** How far it has come. */
    private int reached = 1;

    /** What does not parse. */
    static final class BadTemplateException extends Exception {

        private static final long serialVersionUID = 1;

        private final int line;

        BadTemplateException(int line, String found, @Nullable Throwable cause) {
            super(found, cause);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    /** An error that has its final words already. */
    private static final class Refused extends MustacheException {

        private static final long serialVersionUID = 1;

        private final int line;
        private final String found;

        Refused(int line, String found) {
            super(found);
            this.line = line;
            this.found = found;
        }
    }

    private TemplateParser() {}

    /** The tags of a template, in their order. */
    static List<TemplateNode> parse(String text) throws BadTemplateException {
        TemplateParser parser = new TemplateParser();
        try {
            Mustache all = parser.mc.compile(new StringReader(text), "template");
            return Objects.requireNonNull(parser.bodies.get(all));
        } catch (Refused e) {
            throw new BadTemplateException(e.line, e.found, e);
        } catch (MustacheException e) {
            throw parser.bad(String.valueOf(e.getMessage()), e);
        }
    }

    private BadTemplateException bad(String message, MustacheException e) {
        Matcher mismatch = MISMATCH.matcher(message);
        if (mismatch.find()) {
            String open = mismatch.group(1);
            String found = "{{/" + mismatch.group(2) + "}} "
                    + (open.equals("null") ? "closes nothing" : "stands where {{#" + open + "}} is to be closed");
            return new BadTemplateException(Integer.parseInt(mismatch.group(3)), found, e);
        }
        Matcher line = LINE.matcher(message);
        int at = line.find() ? Integer.parseInt(line.group(1)) : reached;
        return new BadTemplateException(at, found(message), e);
    }

    private static String found(String message) {
        Matcher open = OPEN.matcher(message);
        if (open.find()) {
            return "{{#" + open.group(1) + "}} is never closed; close it by {{/" + open.group(1) + "}}";
        }
        if (message.startsWith("Improperly closed variable")) {
            return "a tag is not closed";
        }
        return message.startsWith("Empty mustache")
                ? "a tag without a name"
                : "this is no Mustache template: " + message.replaceFirst(" @?\\[template.*", "");
    }

    @Override
    public MustacheVisitor createMustacheVisitor() {
        return new Tags();
    }

    private final class Tags extends DefaultMustacheVisitor {

        private final List<TemplateNode> nodes = new ArrayList<>();

        Tags() {
            super(TemplateParser.this);
        }

        @Override
        public Mustache mustache(TemplateContext context) {
            Mustache mustache = super.mustache(context);
            bodies.put(mustache, List.copyOf(nodes));
            return mustache;
        }

        @Override
        public void write(TemplateContext context, String text) {
            reached = context.line();
        }

        @Override
        public void iterable(TemplateContext context, String name, Mustache body) {
            section(context, name, body, false);
        }

        @Override
        public void notIterable(TemplateContext context, String name, Mustache body) {
            section(context, name, body, true);
        }

        private void section(TemplateContext context, String name, Mustache body, boolean isInverted) {
            List<TemplateNode> inner = Objects.requireNonNull(bodies.get(body));
            nodes.add(new TemplateNode.Section(name, context.line(), isInverted, inner));
        }

        @Override
        public void value(TemplateContext context, String name, boolean isEscaped) {
            nodes.add(new TemplateNode.Value(name, context.line()));
        }

        @Override
        public void partial(TemplateContext context, String name, String indent) {
            nodes.add(new TemplateNode.Partial(name, context.line()));
        }

        @Override
        public void dynamicPartial(TemplateContext context, String name, String indent) {
            throw new Refused(context.line(), "{{>*" + name + "}}: a report's template is included by its own name");
        }

        @Override
        public void extend(TemplateContext context, String name, Mustache body) {
            throw new Refused(
                    context.line(), "{{<" + name + "}}: templates of a report do not inherit; use {{> name}}");
        }

        @Override
        public void name(TemplateContext context, String name, Mustache body) {
            throw new Refused(
                    context.line(), "{{$" + name + "}}: templates of a report do not inherit; use {{> name}}");
        }

        @Override
        public void checkName(TemplateContext context, String name, Mustache body) {
            name(context, name, body);
        }

        @Override
        public void pragma(TemplateContext context, String pragma, String arguments) {
            throw new Refused(context.line(), "{{%" + pragma + "}}: templates of a report have no pragmas");
        }
    }
}
