package dev.holograph.chaos.adapters.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.markdown.MarkdownText;
import dev.holograph.chaos.report.PlainText;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/** Reads reports with a Markdown parser: whatever a foreign text holds, the report keeps its form, and shows the text. */
class MarkdownIsInertTest {

    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private static final TextContentRenderer TEXT = TextContentRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .lineBreakRendering(LineBreakRendering.STRIP)
            .build();

    @Provide
    Arbitrary<String> foreign() {
        Arbitrary<String> pieces = Arbitraries.of(
                "a",
                "B",
                "1",
                " ",
                "  ",
                "\n",
                "\n\n",
                "\r\n",
                "\t",
                "    ",
                "`",
                "``",
                "```",
                "*",
                "**",
                "_",
                "__",
                "~~",
                "|",
                "\\",
                "\\|",
                "[",
                "]",
                "](",
                "](http://127.0.0.1/)",
                "![x](y)",
                "[x]: y",
                "[^1]:",
                "(",
                ")",
                "<",
                ">",
                "<b>",
                "</",
                "<!--",
                "-->",
                "<script>",
                "&",
                "&amp;",
                "&#60;",
                "#",
                "## ",
                "- ",
                "+ ",
                "* ",
                "1. ",
                "2) ",
                "> ",
                "---",
                "===",
                "|---|",
                "~~~",
                "$",
                "$$",
                ":",
                "\u001b[31m",
                "\u0000",
                "\u202e",
                "$1",
                "{{x}}",
                "é",
                "\ud83d");
        return pieces.list().ofMinSize(0).ofMaxSize(24).map(list -> String.join("", list));
    }

    @Property(tries = 1500, seed = "20260301")
    void theFormOfAReportIsTheSame(@ForAll("foreign") String text) {
        MarkdownReport report = new MarkdownReport();
        String form = form(report.section(MarkdownReportTest.withForeignText("plain")));
        assertThat(form(report.section(MarkdownReportTest.withForeignText("x" + text + "x"))))
                .isEqualTo(form);
    }

    @Property(tries = 1500, seed = "20260302")
    void theTextIsShownAsItWasWritten(@ForAll("foreign") String text) {
        String shown = TEXT.render(MARKDOWN.parse("- " + MarkdownText.inert("x" + text + "x") + "\n"));
        assertThat(words(shown)).isEqualTo(words("x" + PlainText.of(text) + "x"));
    }

    @Example
    void theParserWouldSeeALink() {
        assertThat(form("- a [link](http://127.0.0.1/)\n")).contains("Link");
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** The kinds of its nodes in their order, without what holds nothing but text. */
    private static String form(String markdown) {
        List<String> kinds = new ArrayList<>();
        visit(MARKDOWN.parse(markdown), kinds);
        return String.join(" ", kinds);
    }

    private static void visit(Node node, List<String> kinds) {
        String kind = node.getClass().getSimpleName();
        switch (kind) {
            case "Text", "SoftLineBreak", "HardLineBreak" -> {}
            case "HtmlInline" -> kinds.add(isBreak(node) ? "" : kind);
            default -> kinds.add(kind);
        }
        if (node instanceof TableRow row) {
            kinds.add("of " + cells(row));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            visit(child, kinds);
        }
        kinds.removeIf(String::isEmpty);
    }

    /** Ours, for a line break in a cell. */
    private static boolean isBreak(Node node) {
        return node instanceof org.commonmark.node.HtmlInline html
                && html.getLiteral().equals("<br>");
    }

    private static int cells(TableRow row) {
        int cells = 0;
        for (Node child = row.getFirstChild(); child != null; child = child.getNext()) {
            cells += child instanceof TableCell ? 1 : 0;
        }
        return cells;
    }
}
