/**
 * What an attack does: each kind as a record whose arguments are checked when it is made, rendered to the flags of
 * Gremlin's agent. The flags, their units and defaults are those of Gremlin's parameter reference and of its Python SDK
 * (gremlin-python, {@code attack_helpers.py}).
 */
@NullMarked
package dev.holograph.gremlin.command;

import org.jspecify.annotations.NullMarked;
