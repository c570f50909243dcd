package dev.holograph.chaos.report;

import java.util.regex.Pattern;

/**
 * Makes texts that come from elsewhere (a server's error, a log, an answer) fit for any file that people read: no control
 * characters, nothing that turns the direction of reading around, nothing that UTF-8 cannot hold. What acts in one format
 * only, as a tag does in HTML, is left to whoever writes that format.
 */
public final class PlainText {

    /** Sequences that make a terminal change colours, titles and more (ECMA-48). */
    private static final Pattern ESCAPE_SEQUENCE =
            Pattern.compile("\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?|.)?");

    /** All but the line break. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n]]");

    /** Embeddings, overrides and isolates: what follows one is shown in another order than it stands. */
    private static final Pattern DIRECTION = Pattern.compile("[\u202a-\u202e\u2066-\u2069]");

    /** Half of a character. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private PlainText() {}

    /** The same text without them; line breaks stay. */
    public static String of(String text) {
        String plain = ESCAPE_SEQUENCE.matcher(text.replace("\r\n", "\n")).replaceAll("");
        plain = CONTROL.matcher(plain).replaceAll(" ");
        plain = DIRECTION.matcher(plain).replaceAll("");
        return LONE_SURROGATE.matcher(plain).replaceAll("\ufffd");
    }
}
