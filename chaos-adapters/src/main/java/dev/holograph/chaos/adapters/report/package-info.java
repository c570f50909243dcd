/** ChaosReport.md, from Mustache templates. */
@NullMarked
package dev.holograph.chaos.adapters.report;

import org.jspecify.annotations.NullMarked;
