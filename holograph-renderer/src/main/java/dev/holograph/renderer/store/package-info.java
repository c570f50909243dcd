/** Where frames are kept: a durable log in front of Redis, or Redis alone. Knows nothing of HTTP. */
@NullMarked
package dev.holograph.renderer.store;

import org.jspecify.annotations.NullMarked;
