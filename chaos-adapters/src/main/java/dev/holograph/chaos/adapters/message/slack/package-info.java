/** Messages to Slack by an incoming webhook. */
@NullMarked
package dev.holograph.chaos.adapters.message.slack;

import org.jspecify.annotations.NullMarked;
