/** Messages as JSON to any webhook. */
@NullMarked
package dev.holograph.chaos.adapters.message.webhook;

import org.jspecify.annotations.NullMarked;
