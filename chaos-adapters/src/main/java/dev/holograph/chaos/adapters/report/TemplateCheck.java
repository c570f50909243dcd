package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.adapters.report.TemplateNode.Partial;
import dev.holograph.chaos.adapters.report.TemplateNode.Section;
import dev.holograph.chaos.adapters.report.TemplateNode.Value;
import dev.holograph.chaos.adapters.report.TemplateParser.BadTemplateException;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Violation;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for mistakes in templates before a run: also in sections that no sample would show, since names are looked up in
 * the model's types and not in a value of them.
 */
final class TemplateCheck {

    /** A report finds again by these what a person wrote. */
    private static final Pattern MARK = Pattern.compile("<!--\\s*(scenario:|row:|lessons|end:)");

    private static final Pattern VERSION = Pattern.compile("\\{\\{!\\s*model\\s+(\\S+?)\\s*\\}\\}");

    private final TemplateSource source;
    private final Set<Violation> violations = new LinkedHashSet<>();
    private final Map<String, List<TemplateNode>> parsed = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> used = new HashSet<>();

    private TemplateCheck(TemplateSource source) {
        this.source = source;
    }

    /** All mistakes; none where the templates can be used. */
    static List<Violation> of(TemplateSource source) {
        TemplateCheck check = new TemplateCheck(source);
        source.own().forEach(check::text);
        check.template(TemplateSource.WHOLE, TemplateNames.top());
        if (check.violations.isEmpty()) {
            check.unused();
        }
        return List.copyOf(check.violations);
    }

    private void text(String name, String text) {
        Matcher mark = MARK.matcher(text);
        if (mark.find()) {
            violations.add(Violation.of(
                    at(name, line(text, mark.start()), "<!--"),
                    "'" + mark.group() + "' is one of the marks by which the report keeps what people have written"));
        }
        Matcher version = VERSION.matcher(text);
        if (version.find() && !version.group(1).equals(Integer.toString(TemplateValues.VERSION))) {
            violations.add(Violation.of(
                    at(name, line(text, version.start()), "{{!"),
                    "this template is written for version " + version.group(1)
                            + " of the model, and this plugin has version " + TemplateValues.VERSION));
        }
        nodes(name);
    }

    private static int line(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    /** Parsed once; a mistake is said once. */
    private List<TemplateNode> nodes(String name) {
        List<TemplateNode> known = parsed.get(name);
        if (known != null) {
            return known;
        }
        List<TemplateNode> nodes = List.of();
        try {
            nodes = TemplateParser.parse(source.text(name));
        } catch (BadTemplateException e) {
            violations.add(Violation.of(at(name, e.line(), "{{"), String.valueOf(e.getMessage())));
        }
        parsed.put(name, nodes);
        return nodes;
    }

    private void template(String name, TemplateNames names) {
        used.add(name);
        open.addLast(name);
        all(name, nodes(name), names);
        open.removeLast();
    }

    private void all(String file, List<TemplateNode> nodes, TemplateNames names) {
        for (TemplateNode node : nodes) {
            if (node instanceof Partial partial) {
                partial(file, partial, names);
            } else {
                Type type = names.type(node.name());
                if (type == null) {
                    violations.add(Violation.unknown(at(file, node), "name", node.name(), names.all()));
                } else if (node instanceof Section section) {
                    section(file, section, type, names);
                } else if (node instanceof Value) {
                    value(file, node, type);
                }
            }
        }
    }

    private void section(String file, Section section, Type type, TemplateNames names) {
        boolean isForm = TemplateNames.isForm(type);
        if (isForm && section.isInverted()) {
            violations.add(Violation.of(
                    at(file, section),
                    "'" + section.name() + "' changes a text and is neither true nor false; use {{#" + section.name()
                            + "}}"));
        }
        all(file, section.body(), section.isInverted() ? names : names.within(type));
    }

    private void value(String file, TemplateNode value, Type type) {
        if (TemplateNames.isForm(type) || (type != String.class && type != boolean.class)) {
            String what = TemplateNames.isForm(type)
                    ? "changes a text"
                    : TemplateNames.isList(type) ? "is a list" : "is no text but has parts";
            violations.add(Violation.of(
                    at(file, value),
                    "'" + value.name() + "' " + what + "; use {{#" + value.name() + "}} … {{/" + value.name() + "}}"));
        }
    }

    private void partial(String file, Partial partial, TemplateNames names) {
        String name = partial.name();
        if (isOutside(name)) {
            violations.add(Violation.of(
                    at(file, partial),
                    "template '" + name + "' is outside of the folder of templates; name one below it, without '..'"));
        } else if (!source.has(name)) {
            Set<String> all = new TreeSet<>(TemplateSource.PARTS);
            all.addAll(source.own().keySet());
            violations.add(Violation.unknown(at(file, partial), "template", name, all));
        } else if (open.contains(name)) {
            List<String> circle = new ArrayList<>(open).subList(new ArrayList<>(open).indexOf(name), open.size());
            violations.add(Violation.of(
                    at(file, partial),
                    "template '" + name + "' includes itself: " + String.join(" → ", circle) + " → " + name
                            + "; to add to the plugin's own, include 'default/" + name + "'"));
        } else {
            template(name, names);
        }
    }

    private static boolean isOutside(String name) {
        return name.startsWith("/")
                || name.startsWith("\\")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("[/\\\\]", -1)).contains("..");
    }

    /** A template that nothing includes is most likely a slip in its name. */
    private void unused() {
        for (String name : source.own().keySet()) {
            if (!used.contains(name)) {
                Set<String> all = new TreeSet<>(TemplateSource.PARTS);
                all.add(TemplateSource.WHOLE);
                boolean isPart = all.contains(name);
                Location at = new Location(source.shown(name), 1, 1);
                violations.add(
                        isPart
                                ? Violation.of(at, "no template includes '" + name + "', so that it is never shown")
                                : Violation.unknown(at, "part of the report", name, all)
                                        .withHint("no template includes this one"));
            }
        }
    }

    private Location at(String file, TemplateNode node) {
        return at(file, node.line(), node.name());
    }

    /** The library knows lines only. */
    private Location at(String file, int line, @Nullable String text) {
        List<String> lines = source.text(file).lines().toList();
        String found = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
        return new Location(source.shown(file), line, 1 + Math.max(0, text == null ? 0 : found.indexOf(text)));
    }
}
