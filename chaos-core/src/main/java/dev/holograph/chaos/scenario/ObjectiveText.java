package dev.holograph.chaos.scenario;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code INDICATOR OP BOUND [in SPAN WINDOW] [during MOMENT]}, found in one pass over the text.
 *
 * @param span with {@code window}, or neither
 */
record ObjectiveText(
        Word indicator,
        String comparison,
        Word bound,
        @Nullable Word span,
        @Nullable Word window,
        @Nullable Word moment) {

    private static final Pattern UNIT = Pattern.compile("us|µs|ms|s|m|h");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    /** A part of the text, with the column where it begins. */
    record Word(String text, int column) {

        /** What stands between two columns, without the white space around it. */
        static Word between(String text, int from, int to) {
            int first = from;
            int end = to;
            while (first < end && isSpace(text.charAt(first))) {
                first++;
            }
            while (end > first && isSpace(text.charAt(end - 1))) {
                end--;
            }
            return new Word(first < end ? text.substring(first, end) : "", first);
        }
    }

    /** The parts; {@code null} if the text has no comparison. */
    static @Nullable ObjectiveText of(String text) {
        int at = comparisonAt(text);
        if (at < 0) {
            return null;
        }
        boolean isTwo = at + 1 < text.length() && text.charAt(at + 1) == '=';
        int rest = at + (isTwo ? 2 : 1);
        if (text.substring(rest).lines().count() > 1 || text.endsWith("\n") || text.endsWith("\r")) {
            return null;
        }
        int end = text.length();
        Word moment = lastWord(text, rest, end);
        Word during = lastWord(text, rest, moment.column());
        if (isAfterSpace(text, during, rest) && during.text().equals("during")) {
            end = during.column();
        } else {
            moment = null;
        }
        Word window = lastQuantity(text, rest, end);
        Word span = lastWord(text, rest, window.column());
        Word in = lastWord(text, rest, span.column());
        if (isAfterSpace(text, in, rest) && in.text().equals("in") && isName(span.text())) {
            end = in.column();
        } else {
            window = null;
            span = null;
        }
        return new ObjectiveText(
                Word.between(text, 0, at),
                text.substring(at, rest),
                Word.between(text, rest, end),
                span,
                window,
                moment);
    }

    /** The first of {@code <>=} that is not between braces; -1 if there is none, or a brace is not closed. */
    private static int comparisonAt(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '>' || c == '=') {
                return i;
            }
            if (c == '{') {
                i = text.indexOf('}', i);
                if (i < 0) {
                    return -1;
                }
            }
        }
        return -1;
    }

    /** The last word before a column; empty if there is none. */
    private static Word lastWord(String text, int from, int to) {
        int end = to;
        while (end > from && isSpace(text.charAt(end - 1))) {
            end--;
        }
        int first = end;
        while (first > from && !isSpace(text.charAt(first - 1))) {
            first--;
        }
        return new Word(text.substring(first, end), first);
    }

    /** The last word, with the number before it where it is a unit alone: {@code 10 s}. */
    private static Word lastQuantity(String text, int from, int to) {
        Word word = lastWord(text, from, to);
        Word number = lastWord(text, from, word.column());
        return UNIT.matcher(word.text()).matches()
                        && NUMBER.matcher(number.text()).matches()
                ? Word.between(
                        text, number.column(), word.column() + word.text().length())
                : word;
    }

    private static boolean isAfterSpace(String text, Word word, int from) {
        return word.column() > from && isSpace(text.charAt(word.column() - 1));
    }

    private static boolean isName(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
