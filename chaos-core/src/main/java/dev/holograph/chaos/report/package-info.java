/** What any report shows, already worked out. */
@NullMarked
package dev.holograph.chaos.report;

import org.jspecify.annotations.NullMarked;
