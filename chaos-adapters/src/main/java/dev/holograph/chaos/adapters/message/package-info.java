/** What all kinds of messages share: how to post and to try again, and how to make texts and secrets harmless. */
@NullMarked
package dev.holograph.chaos.adapters.message;

import org.jspecify.annotations.NullMarked;
