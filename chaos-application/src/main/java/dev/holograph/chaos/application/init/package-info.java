/** What a project's files show of it, and the first scenario and environment that are made of it. Knows no Maven and starts nothing. */
@NullMarked
package dev.holograph.chaos.application.init;

import org.jspecify.annotations.NullMarked;
