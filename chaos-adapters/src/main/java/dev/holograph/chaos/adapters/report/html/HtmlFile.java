package dev.holograph.chaos.adapters.report.html;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report file as its parts: for each scenario a line of the list at the top and a section. Comments mark where each
 * begins and ends; no text can hold one, since {@code <} is escaped in all of them.
 */
final class HtmlFile {

    /** Sections of another format do not go with this one's style and script: they are left out. */
    static final String GENERATOR = "chaos-maven-plugin, format 1";

    private static final Pattern PART =
            Pattern.compile("<!-- (nav|section): (\\S+) -->\\n(.*?)<!-- end: \\1 \\2 -->", Pattern.DOTALL);

    /** @param nav as it stands in the file, with its marks; the same for {@code section} */
    record Part(String nav, String section) {}

    private final Map<String, Part> parts;

    private HtmlFile(Map<String, Part> parts) {
        this.parts = parts;
    }

    static HtmlFile parse(String text) {
        Map<String, Part> parts = new TreeMap<>();
        if (text.contains("content=\"" + GENERATOR + "\"")) {
            Matcher matcher = PART.matcher(text);
            while (matcher.find()) {
                boolean isNav = matcher.group(1).equals("nav");
                parts.merge(
                        matcher.group(2),
                        new Part(isNav ? matcher.group() : "", isNav ? "" : matcher.group()),
                        (one, other) -> new Part(one.nav + other.nav, one.section + other.section));
            }
            parts.values().removeIf(part -> part.nav.isEmpty() || part.section.isEmpty());
        }
        return new HtmlFile(parts);
    }

    HtmlFile with(String scenario, String nav, String section) {
        String name = URLEncoder.encode(scenario, StandardCharsets.UTF_8).replace("-", "%2D");
        Map<String, Part> all = new TreeMap<>(parts);
        all.put(name, new Part(marked("nav", name, nav), marked("section", name, section)));
        return new HtmlFile(all);
    }

    private static String marked(String type, String name, String html) {
        return "<!-- " + type + ": " + name + " -->\n" + html + "<!-- end: " + type + " " + name + " -->";
    }

    /** By the scenarios' names. */
    Collection<Part> parts() {
        return parts.values();
    }
}
