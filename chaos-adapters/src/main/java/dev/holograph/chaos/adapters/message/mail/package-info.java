/** Messages by e-mail. */
@NullMarked
package dev.holograph.chaos.adapters.message.mail;

import org.jspecify.annotations.NullMarked;
