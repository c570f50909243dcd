package dev.holograph.chaos.adapters.markdown;

import dev.holograph.chaos.report.PlainText;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Makes texts that come from elsewhere (a server's error, a log, an answer) inert in a Markdown file, as GitHub and GitLab
 * read it: they show as they were written.
 */
public final class MarkdownText {

    /** What a browser takes for the beginning of a tag, a comment or a declaration. */
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

    /** What a browser takes for a character written as its name or number. */
    private static final Pattern ENTITY = Pattern.compile("&(?=#?\\w+;)");

    /**
     * Code, emphasis, the end of a table's cell, formulas; an underscore but within a word; the end of a link's text.
     */
    private static final Pattern INLINE = Pattern.compile("[\\\\`*|~$]|(?<!\\w)_|_(?!\\w)|](?=[(\\[:])");

    /** Headings, quotes, lists, rules, fences, table rows, footnotes, at the beginning of a line. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?m)^(\\s*)(#(?=[#\\s]|$)|>|[-+](?=\\s|$)|-(?=[\\s-]*$)|=(?=[\\s=]*$)|\\[(?=[ xX^])|\\d{1,9}(?=[.)](\\s|$)))");

    private static final Pattern BREAKS = Pattern.compile("\\s*\\n\\s*");

    private MarkdownText() {}

    /** Within a paragraph, a heading or an item of a list; further lines stay in it. */
    public static String inert(String text) {
        String plain = PlainText.of(text).strip();
        plain = ENTITY.matcher(plain).replaceAll("&amp;");
        plain = INLINE.matcher(plain).replaceAll("\\\\$0");
        plain = TAG.matcher(plain).replaceAll("&lt;");
        plain = BLOCK.matcher(plain).replaceAll(found -> escaped(found.group(1), found.group(2)));
        return BREAKS.matcher(plain).replaceAll("\n  ");
    }

    /** A backslash before a digit would be shown. */
    private static String escaped(String indent, String mark) {
        boolean isNumber = Character.isDigit(mark.charAt(0));
        return indent + (isNumber ? mark + "\\\\" : "\\\\" + mark);
    }

    /** A code span that shows this text, on one line. Within a cell, {@link #cell} comes after it. */
    public static String code(String text) {
        String line = PlainText.of(text).replaceAll("\\s*\\n\\s*", " ").strip();
        line = line.replace("\\|", "\\¦"); // no cell can hold both
        int longest = Arrays.stream(line.split("[^`]+"))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        String fence = "`".repeat(longest + 1);
        if (line.isEmpty()) {
            return "";
        }
        boolean touches = line.startsWith("`") || line.endsWith("`");
        return touches ? fence + " " + line + " " + fence : fence + line + fence;
    }

    /** Markdown that was already made inert, on one line. */
    public static String line(String markdown) {
        return BREAKS.matcher(markdown.strip()).replaceAll(" ");
    }

    /** Markdown that was already made inert, as one cell of a table. */
    public static String cell(String markdown) {
        return BREAKS.matcher(markdown.strip()).replaceAll("<br>").replaceAll("(?<!\\\\)\\|", "\\\\|");
    }

    /** Markdown that was already made inert, as a quotation of several lines. */
    public static String quote(String markdown) {
        return "> " + BREAKS.matcher(markdown.strip()).replaceAll("\n> ");
    }
}
