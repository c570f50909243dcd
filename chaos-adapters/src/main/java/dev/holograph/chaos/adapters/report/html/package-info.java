/** ChaosReport.html, from Mustache templates: one file that loads nothing. */
@NullMarked
package dev.holograph.chaos.adapters.report.html;

import org.jspecify.annotations.NullMarked;
