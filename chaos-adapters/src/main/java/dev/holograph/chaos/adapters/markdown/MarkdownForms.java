package dev.holograph.chaos.adapters.markdown;

import java.util.function.Function;

/**
 * What a template can put around texts.
 *
 * @param line makes one line of what is in it
 * @param code makes a code span of a text in three braces
 * @param cell makes it fit for a cell of a table
 * @param quote makes a quotation of it
 */
public record MarkdownForms(
        Function<String, String> line,
        Function<String, String> code,
        Function<String, String> cell,
        Function<String, String> quote) {

    /** The only one there is. */
    public static final MarkdownForms ALL =
            new MarkdownForms(MarkdownText::line, MarkdownText::code, MarkdownText::cell, MarkdownText::quote);
}
