package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.report.PlainText;
import java.util.regex.Pattern;

/** Makes texts that come from elsewhere (a server's error, a log, an answer) inert in a Markdown file. */
final class MarkdownText {

    /** What a browser takes for the beginning of a tag, a comment or a declaration. */
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

    private MarkdownText() {}

    /** The same text without control characters and tags; further lines are indented, so that they stay in their item. */
    static String inert(String text) {
        return TAG.matcher(PlainText.of(text)).replaceAll("&lt;").replace("\n", "\n  ");
    }
}
