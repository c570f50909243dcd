/** What GitHub Actions shows of a build: annotations on the lines of scenarios, and the summary of a job. */
@NullMarked
package dev.holograph.chaos.adapters.report.github;

import org.jspecify.annotations.NullMarked;
