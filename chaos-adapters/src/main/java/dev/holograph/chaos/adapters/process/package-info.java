@NullMarked
package dev.holograph.chaos.adapters.process;

import org.jspecify.annotations.NullMarked;
