/** Markdown from Mustache templates, in which no text from elsewhere acts. */
@NullMarked
package dev.holograph.chaos.adapters.markdown;

import org.jspecify.annotations.NullMarked;
