@NullMarked
package dev.holograph.renderer;

import org.jspecify.annotations.NullMarked;
