/** Scenarios and environments as YAML files, read with the place of every mistake. */
@NullMarked
package dev.holograph.chaos.adapters.yaml;

import org.jspecify.annotations.NullMarked;
