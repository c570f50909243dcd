package dev.holograph.chaos.adapters.report;

import java.util.List;

/** A tag of a template. */
sealed interface TemplateNode {

    String name();

    /** In its file, counted from 1. */
    int line();

    /** What is shown for each element of a list, for a text that is not empty, or for true; or if it is none of these. */
    record Section(String name, int line, boolean isInverted, List<TemplateNode> body) implements TemplateNode {}

    /** A text to be put there. */
    record Value(String name, int line) implements TemplateNode {}

    /** Another template to be put there. */
    record Partial(String name, int line) implements TemplateNode {}
}
