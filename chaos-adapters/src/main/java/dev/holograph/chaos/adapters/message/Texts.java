package dev.holograph.chaos.adapters.message;

import java.util.regex.Pattern;

/** Makes texts harmless that may come from the system under test. */
public final class Texts {

    private static final Pattern TERMINAL_SEQUENCE =
            Pattern.compile("\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*\u0007?)");
    /** Control characters, line ends, and those that turn or hide what follows. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private static final String MORE = " …";

    private Texts() {}

    /** On one line, without control characters, cut to so many characters at most. */
    public static String line(String text, int most) {
        String clean = INVISIBLE
                .matcher(TERMINAL_SEQUENCE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
        return cut(clean, most);
    }

    /** Cut to so many characters at most, and never within one that takes two. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - MORE.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + MORE;
    }

    /** For HTML, also within an attribute. */
    public static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
