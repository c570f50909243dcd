@NullMarked
package dev.holograph.chaos.scenario;

import org.jspecify.annotations.NullMarked;
