package dev.holograph.chaos.adapters.report;

import java.util.regex.Pattern;

/** Makes texts that come from elsewhere (a server's error, a log, an answer) inert in a Markdown file. */
final class MarkdownText {

    /** Sequences by which a terminal is told to change colours, titles and more (ECMA-48). */
    private static final Pattern ESCAPE_SEQUENCE =
            Pattern.compile("\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?|.)?");

    /** All but the line break, which is dealt with by itself. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n]]");

    /** What a browser takes for the beginning of a tag, a comment or a declaration. */
    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

    private MarkdownText() {}

    /** The same text without control characters and tags; further lines are indented, so that they stay in their item. */
    static String inert(String text) {
        String plain = ESCAPE_SEQUENCE.matcher(text.replace("\r\n", "\n")).replaceAll("");
        plain = CONTROL.matcher(plain).replaceAll(" ");
        return TAG.matcher(plain).replaceAll("&lt;").replace("\n", "\n  ");
    }
}
