/** What a build does with runs: prepare, run, recover, report, check, send messages. Knows no Maven. */
@NullMarked
package dev.holograph.chaos.application;

import org.jspecify.annotations.NullMarked;
