/** Verdicts as JUnit XML, which CI services show as tests. */
@NullMarked
package dev.holograph.chaos.adapters.report.junit;

import org.jspecify.annotations.NullMarked;
