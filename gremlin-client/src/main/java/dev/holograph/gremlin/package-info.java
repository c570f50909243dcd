/**
 * A client of Gremlin's public REST API: create, watch and halt attacks. Start at {@link
 * dev.holograph.gremlin.GremlinClient}.
 */
@NullMarked
package dev.holograph.gremlin;

import org.jspecify.annotations.NullMarked;
